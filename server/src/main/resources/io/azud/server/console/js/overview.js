// SPDX-License-Identifier: Apache-2.0
import { html, nothing } from '/lib/lit-html/lit-html.js';
import { repeat } from '/lib/lit-html/directives/repeat.js';
import { t } from './i18n.js';
import { flowPicture } from './flow.js';
import { problemList, stateBadge } from './words.js';

const WORST_FIRST = { bad: 0, warn: 1, ok: 2 };

function headline(pipelines) {
  const bad = pipelines.filter((each) => each.state === 'bad').length;
  const warn = pipelines.filter((each) => each.state === 'warn').length;
  if (pipelines.length === 0) return [t('overview.looking'), ''];
  if (bad > 0) return [t('overview.bad', { count: bad }), t('overview.badHint')];
  if (warn > 0) return [t('overview.warn', { count: warn }), t('overview.warnHint')];
  return [t('overview.ok'), t('overview.okHint', { count: pipelines.length })];
}

const card = (flow) => html`
  <article class="card" aria-labelledby="flow-${flow.name}">
    <header>
      <h2 id="flow-${flow.name}"><a href="#/pipelines/${flow.name}">${flow.name}</a></h2>
      ${stateBadge(flow)}
    </header>
    ${flowPicture(flow)}
    ${problemList(flow)}
  </article>`;

export function overview(state) {
  const pipelines = [...(state.overview?.pipelines ?? [])]
    .sort((a, b) => WORST_FIRST[a.state] - WORST_FIRST[b.state] || a.name.localeCompare(b.name));
  const [title, hint] = headline(pipelines);
  const open = state.openIncidents;
  return html`
    <div class="lead"><h1>${title}</h1>${hint ? html`<p>${hint}</p>` : nothing}
      ${open ? html`<p><a href="#/incidents">${t('overview.incidents', { count: open })}</a></p>` : nothing}</div>
    ${repeat(pipelines, (flow) => flow.name, card)}`;
}
