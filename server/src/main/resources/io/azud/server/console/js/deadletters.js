// SPDX-License-Identifier: Apache-2.0
// What was rejected and why. The records themselves stay covered until somebody who may asks for one.
import { html, nothing } from '/lib/lit-html/lit-html.js';
import { t, number, ago, clock } from './i18n.js';
import { get, post, pipeline as url } from './api.js';
import { failure } from './words.js';

const PAGE = 20;

const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString();

export async function loadDeadLetters(state, name) {
  const page = state.page;
  page.filter ??= { stage: '', rule: '', state: 'open' };
  [page.rules, page.letters] = await Promise.all([
    get(url(name, 'rules')),
    get(`${url(name, 'dead-letters')}?${query(page.filter)}`),
  ]);
  page.more = page.letters.length === PAGE;
}

async function loadMore(state, name) {
  const page = state.page;
  const last = page.letters[page.letters.length - 1];
  const next = await get(`${url(name, 'dead-letters')}?${query({ ...page.filter, afterPartition: last.partition, afterOffset: last.offset })}`);
  page.letters = [...page.letters, ...next];
  page.more = next.length === PAGE;
  state.draw();
}

async function choose(state, name, change) {
  Object.assign(state.page.filter, change);
  await state.attempt(() => loadDeadLetters(state, name));
}

function reasons(state, name) {
  const { rules, filter } = state.page;
  const shown = rules.filter((each) => (filter.state === 'recovered' ? each.recovered : each.open) > 0);
  const count = (each) => (filter.state === 'recovered' ? each.recovered : each.open);
  const most = Math.max(1, ...shown.map(count));
  return html`<div class="reasons">
    ${shown.map((each) => {
      const chosen = filter.rule === each.rule && filter.stage === each.stage;
      return html`
        <button class="reason" aria-pressed=${chosen} @click=${() =>
          choose(state, name, chosen ? { stage: '', rule: '' } : { stage: each.stage, rule: each.rule })}>
          <span class="name"><span class="muted small">${t(`stage.${each.stage}`)}</span> ${each.rule}</span>
          <progress max=${most} value=${count(each)} aria-hidden="true"></progress>
          <span class="num">${number(count(each))}</span>
        </button>`;
    })}
  </div>`;
}

const row = (state, letter) => html`
  <tr class="pick" @click=${() => open(state, { letter })}>
    <td><button class="link">${letter.partition} / ${number(letter.offset)}</button></td>
    <td>${letter.reason}${letter.tries > 0 ? html` <span class="chip warn">${t('letters.tries', { count: letter.tries })}</span>` : nothing}</td>
    <td class="wide-only muted">${ago(letter.recordedAt)}</td>
  </tr>`;

function open(state, dialog) {
  state.dialog = dialog;
  state.draw();
  document.querySelector('dialog')?.showModal();
}

export function deadLetters(state, flow) {
  const page = state.page;
  if (page.letters === undefined) return nothing;
  const operates = state.session.role === 'OPERATE';
  return html`
    <section class="card">
      <header>
        <h2>${t('letters.title')}</h2>
        <div class="actions">
          <label class="visually-hidden" for="letters-state">${t('letters.show')}</label>
          <select id="letters-state" @change=${(event) => choose(state, flow.name, { state: event.target.value, rule: '', stage: '' })}>
            ${['open', 'recovered'].map((each) => html`<option value=${each} ?selected=${page.filter.state === each}>${t(`letters.${each}`)}</option>`)}
          </select>
          ${operates && page.filter.state === 'open' && page.letters.length > 0
            ? html`<button class="button" @click=${() => open(state, { redrive: { ...page.filter } })}>${t('redrive.begin')}</button>` : nothing}
        </div>
      </header>
      <p class="muted small">${t('letters.hint')}</p>
      ${reasons(state, flow.name)}
      ${page.letters.length === 0 ? html`<p class="empty">${t('letters.none')}</p>` : html`
        <div class="scroll spaced" tabindex="0" role="region" aria-label=${t('letters.title')}><table>
          <thead><tr><th>${t('letters.position')}</th><th>${t('letters.reason')}</th><th class="wide-only">${t('letters.when')}</th></tr></thead>
          <tbody>${page.letters.map((letter) => row(state, letter))}</tbody>
        </table></div>
        ${page.more ? html`<p class="actions spaced"><button class="button" @click=${() => loadMore(state, flow.name)}>${t('letters.more')}</button></p>` : nothing}`}
    </section>`;
}

async function show(state, name) {
  const { letter } = state.dialog;
  await inDialog(state, async () => {
    state.dialog.content = await post(url(name, `dead-letters/${letter.partition}/${letter.offset}/content`));
  });
}

async function redrive(state, name, dryRun) {
  const { stage, rule } = state.dialog.redrive;
  await inDialog(state, async () => {
    state.dialog.report = await post(url(name, 'redrive'), { stage, rule, dryRun });
    if (!dryRun) await loadDeadLetters(state, name);
  });
}

async function inDialog(state, work) {
  state.dialog.busy = true;
  state.dialog.error = undefined;
  state.draw();
  try {
    await work();
  } catch (error) {
    if (state.dialog) state.dialog.error = error;
  }
  if (state.dialog) state.dialog.busy = false;
  state.draw();
}

function close(state) {
  document.querySelector('dialog')?.close();
}

const bytes = (title, part) => (part === null ? nothing : html`
  <div><h3>${title}</h3><pre tabindex="0">${part.text ?? part.base64}</pre>${part.text === null ? html`<p class="muted small">${t('letters.binary')}</p>` : nothing}</div>`);

function letterDialog(state, name) {
  const { letter, content, busy, error } = state.dialog;
  return html`
    <header><h2>${t('letters.one')}</h2><button class="tool" @click=${() => close(state)} aria-label=${t('close')}>✕</button></header>
    <dl class="facts">
      <dt>${t('letters.position')}</dt><dd>${t('letters.at', { partition: String(letter.partition), offset: number(letter.offset) })}</dd>
      <dt>${t('letters.stage')}</dt><dd>${t(`stage.${letter.stage}`)}</dd>
      <dt>${t('letters.rule')}</dt><dd><code>${letter.rule}</code></dd>
      <dt>${t('letters.reason')}</dt><dd>${letter.reason}</dd>
      <dt>${t('letters.when')}</dt><dd>${clock(letter.recordedAt)}</dd>
      <dt>${t('books.batch')}</dt><dd><code>${letter.batch}</code></dd>
    </dl>
    ${error ? failure(error) : nothing}
    ${content ? html`${bytes(t('letters.key'), content.key)}${bytes(t('letters.value'), content.value)}` : nothing}
    ${content || state.session.role !== 'OPERATE' ? nothing : html`
      <div class="note">${t('letters.covered')}</div>
      <div class="actions"><button class="button" ?disabled=${busy} @click=${() => show(state, name)}>${t('letters.uncover')}</button></div>`}`;
}

const result = (report) => html`
  <div class="note ${(report.mode === 'DRY_RUN') ? '' : 'good'}">
    <dl class="facts">
      <dt>${t('redrive.examined')}</dt><dd>${number(report.examined)}</dd>
      <dt>${t((report.mode === 'DRY_RUN') ? 'redrive.wouldRecover' : 'redrive.recovered')}</dt><dd>${number(report.recovered)}</dd>
      <dt>${t('redrive.stillRejected')}</dt><dd>${number(report.rejected)}</dd>
      ${report.waiting > 0 ? html`<dt>${t('redrive.waiting')}</dt><dd>${number(report.waiting)}</dd>` : nothing}
    </dl>
  </div>`;

function redriveDialog(state, name) {
  const { redrive: filter, report, busy, error } = state.dialog;
  const done = report?.mode === 'FOR_REAL';
  return html`
    <header><h2>${t('redrive.title')}</h2><button class="tool" @click=${() => close(state)} aria-label=${t('close')}>✕</button></header>
    <p>${t('redrive.hint')}</p>
    <p>${filter.rule ? html`${t('redrive.only')} <code>${filter.stage}.${filter.rule}</code>` : t('redrive.all')}</p>
    ${busy ? html`<p class="muted" role="status">${t('redrive.busy')}</p>` : nothing}
    ${error ? failure(error) : nothing}
    <div role="status">${report ? result(report) : nothing}</div>
    <div class="actions">
      ${done ? html`<button class="button primary" @click=${() => close(state)}>${t('close')}</button>` : html`
        <button class="button ${report ? '' : 'primary'}" ?disabled=${busy} @click=${() => redrive(state, name, true)}>${t('redrive.try')}</button>
        ${report && report.recovered > 0 ? html`<button class="button primary" ?disabled=${busy} @click=${() => redrive(state, name, false)}>${t('redrive.confirm', { count: report.recovered })}</button>` : nothing}`}
    </div>`;
}

/** The one dialog of the page; closing it, in whatever way, forgets what it showed. */
export const deadLetterDialog = (state, name) => html`
  <dialog aria-label=${t('letters.title')} @close=${() => { state.dialog = undefined; state.draw(); }}>
    ${state.dialog === undefined ? nothing
      : html`<div class="inner">${state.dialog.letter ? letterDialog(state, name) : redriveDialog(state, name)}</div>`}
  </dialog>`;
