// SPDX-License-Identifier: Apache-2.0
import { html, nothing } from '/lib/lit-html/lit-html.js';
import { t, has, ago, clock, duration, language } from './i18n.js';
import { get, post } from './api.js';
import { failure } from './words.js';

const BAD_EVENTS = ['opened', 'reopened', 'remedy_failed', 'escalation_failed'];
const codeText = (code) => (has(`code.${code}`) ? t(`code.${code}`) : code.toLowerCase().replaceAll('_', ' '));

export async function loadIncidents(state) {
  state.page.incidents = await get('/api/incidents?state=all');
}

export async function loadIncident(state, id) {
  state.page.incident = await get(`/api/incidents/${id}`);
}

const badge = (incident) => {
  const look = { open: 'bad', escalated: 'warn', resolved: 'good' }[incident.state];
  return html`<span class="chip ${look}">${t(`incident.${incident.state}`)}</span>`;
};

const item = (incident) => html`
  <li><a class="incident" href="#/incidents/${incident.id}">
    <span class="title">${codeText(incident.code)} ${badge(incident)}</span>
    <span class="when">${ago(incident.lastSeenAt)}</span>
    <span class="summary">${incident.pipeline ? html`<strong>${incident.pipeline}</strong> · ` : nothing}${incident.summary}</span>
  </a></li>`;

export const incidentList = (incidents) =>
  (incidents.length === 0 ? html`<p class="empty">${t('incident.none')}</p>` : html`<ul>${incidents.map(item)}</ul>`);

export const incidents = (state) => html`
  <div class="lead"><h1>${t('nav.incidents')}</h1><p>${t('incident.hint')}</p></div>
  ${state.page.error ? failure(state.page.error) : nothing}
  ${state.page.incidents === undefined ? nothing : html`<section class="card">${incidentList(state.page.incidents)}</section>`}`;

async function resolve(event, state, id) {
  event.preventDefault();
  const why = new FormData(event.target).get('why');
  await state.attempt(async () => {
    await post(`/api/incidents/${id}/resolve`, { why });
    await loadIncident(state, id);
  });
}

async function step(state, id, name) {
  const page = state.page;
  page.busy = name;
  page.said = undefined;
  state.draw();
  await state.attempt(async () => {
    const { message } = await post(`/api/incidents/${id}/${name}`);
    page.said = message;
    await loadIncident(state, id);
  });
  page.busy = undefined;
  state.draw();
}

const STEPS = ['diagnose', 'plan', 'remedy', 'escalate'];

const levelOne = (state, id) => html`
  <section class="card">
    <h2>${t('incident.steps')}</h2>
    <p class="muted small">${t('incident.stepsHint')}</p>
    <div class="actions spaced">
      ${STEPS.map((name) => html`
        <button class="button ${name === 'remedy' ? 'primary' : ''}" ?disabled=${state.page.busy} @click=${() => step(state, id, name)}>${t(`incident.${name}`)}</button>`)}
    </div>
    <div role="status">${state.page.busy ? html`<p class="muted spaced">${t('incident.busy')}</p>` : nothing}
      ${state.page.said ? html`<p class="note spaced">${state.page.said}</p>` : nothing}</div>
  </section>`;

/** The runbook's page in the reader's language; a link where the alert says where it can be read. */
function runbook(shown) {
  const page = language() === 'es' ? shown.runbook.replace('/en/', '/es/') : shown.runbook;
  const address = (language() === 'es' ? shown.facts.runbook_es : shown.facts.runbook) ?? '';
  return /^https?:\/\//.test(address) ? html`<a href=${address} rel="noreferrer">${page}</a>` : html`<code>${page}</code>`;
}

const WORST_FIRST = ['broken', 'silent', 'suspect', 'unknown', 'ok'];

/** What was looked at; what is in order is only counted. */
function findings(all) {
  const odd = all.filter((each) => each.finding !== 'ok').sort((a, b) => WORST_FIRST.indexOf(a.finding) - WORST_FIRST.indexOf(b.finding));
  return html`<ul class="findings">
    ${odd.map((each) => html`<li class=${each.finding}>
      <strong>${t(`finding.${each.finding}`)}</strong> <code>${each.check}</code> <span class="muted small">${each.lookedAt}</span>
      <span class="evidence">${each.evidence}</span></li>`)}
    <li class="muted">${t('finding.rest', { count: all.length - odd.length })}</li>
  </ul>`;
}

const event = (each) => html`
  <li>
    <time datetime=${new Date(each.at).toISOString()}>${clock(each.at)}</time>
    <div class="what ${BAD_EVENTS.includes(each.kind) ? 'bad' : ''}">
      <strong>${t(`event.${each.kind}`)}</strong> <span class="muted small">${each.actor}</span><br>${each.message}
      ${Object.keys(each.data ?? {}).length === 0 ? nothing : html`
        <details><summary>${t('incident.evidence')}</summary>
          ${each.data.findings ? findings(each.data.findings) : html`<pre tabindex="0">${JSON.stringify(each.data, null, 2)}</pre>`}</details>`}
    </div>
  </li>`;

export function incident(state) {
  const { incident: shown, error } = state.page;
  if (error && !shown) return failure(error);
  if (!shown) return nothing;
  return html`
    <p class="crumb"><a href="#/incidents">${t('nav.incidents')}</a></p>
    <header class="actions"><h1>${codeText(shown.code)}</h1>${badge(shown)}</header>
    <div class="lead"><p>${shown.summary}</p></div>
    ${error ? failure(error) : nothing}
    <section class="card"><dl class="facts">
      ${shown.pipeline ? html`<dt>${t('incident.pipeline')}</dt><dd><a href="#/pipelines/${shown.pipeline}">${shown.pipeline}</a></dd>` : nothing}
      ${shown.task ? html`<dt>${t('incident.task')}</dt><dd><code>${shown.task}</code></dd>` : nothing}
      <dt>${t('incident.code')}</dt><dd><code>${shown.code}</code></dd>
      <dt>${t('incident.opened')}</dt><dd>${clock(shown.openedAt)}</dd>
      <dt>${t('incident.lasted')}</dt><dd>${duration(((shown.resolvedAt ?? Date.now()) - shown.openedAt) / 1000)}</dd>
      <dt>${t('incident.seen')}</dt><dd>${t('incident.times', { count: shown.seen })}</dd>
      <dt>${t('incident.runbook')}</dt><dd>${runbook(shown)}</dd>
    </dl></section>
    ${shown.state === 'resolved' || state.session.role !== 'OPERATE' ? nothing : levelOne(state, shown.id)}
    <section class="card">
      <header><h2>${t('incident.timeline')}</h2>
        <a class="button" href="/api/incidents/${shown.id}/document" download>${t('incident.export')}</a></header>
      <ol class="timeline">${shown.timeline.map(event)}</ol>
    </section>
    ${shown.state === 'resolved' || state.session.role !== 'OPERATE' ? nothing : html`
      <form class="card" @submit=${(e) => resolve(e, state, shown.id)}>
        <h2>${t('incident.close')}</h2>
        <label>${t('incident.why')}<textarea name="why" required maxlength="500"></textarea></label>
        <p class="actions"><button class="button">${t('incident.closeButton')}</button></p>
      </form>`}`;
}
