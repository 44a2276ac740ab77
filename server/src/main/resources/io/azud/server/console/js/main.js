// SPDX-License-Identifier: Apache-2.0
// The frame: who is here, what is shown, and what is new.
import { html, svg, render, nothing } from '/lib/lit-html/lit-html.js';
import { t, ago, loadMessages, switchLanguage, language } from './i18n.js';
import { get, post, session } from './api.js';
import { applyTheme, switchTheme, isDark, onThemeChange } from './theme.js';
import { onShapeChange } from './flow.js';
import { overview } from './overview.js';
import { pipeline, loadPipeline } from './pipeline.js';
import { deadLetterDialog } from './deadletters.js';
import { incidents, incident, loadIncidents, loadIncident } from './incidents.js';

const RELOAD_MILLIS = 15_000;
const STALE_MILLIS = 30_000;

const app = document.getElementById('app');
const state = { session: {}, overview: undefined, openIncidents: 0, page: {}, dialog: undefined, connected: true, draw, attempt };

function route() {
  const [kind = '', name = '', tab = ''] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (kind === 'pipelines' && name) return { kind: 'pipeline', name, tab };
  if (kind === 'incidents' && name) return { kind: 'incident', name };
  return { kind: kind === 'incidents' ? 'incidents' : 'overview' };
}

const LOAD = {
  overview: async () => {},
  pipeline: ({ name, tab }) => loadPipeline(state, name, tab),
  incidents: () => loadIncidents(state),
  incident: ({ name }) => loadIncident(state, name),
};

/** Does something that may fail, and shows either outcome. */
async function attempt(work) {
  const page = state.page;
  try {
    await work();
    page.error = undefined;
  } catch (error) {
    if (error.status === 401) location.replace(state.session.loginPage);
    page.error = error;
  }
  draw();
}

const load = () => attempt(() => LOAD[route().kind](route()));

async function countIncidents() {
  try {
    state.openIncidents = (await get('/api/incidents')).length;
  } catch {
    state.openIncidents = 0;
  }
}

async function navigate() {
  state.page = {};
  state.dialog = undefined;
  draw();
  scrollTo(0, 0);
  await load();
}

const moon = svg`<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><path d="M14.5 11.2A6.2 6.2 0 0 1 6.8 3.5a6.2 6.2 0 1 0 7.7 7.7z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/></svg>`;
const sun = svg`<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><circle cx="9" cy="9" r="3.2" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M9 1.5v2M9 14.5v2M1.5 9h2M14.5 9h2M3.7 3.7l1.4 1.4M12.9 12.9l1.4 1.4M14.3 3.7l-1.4 1.4M5.1 12.9l-1.4 1.4" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/></svg>`;

async function logOut() {
  await post('/api/logout');
  location.replace(state.session.loginPage);
}

const frame = (at, body) => html`
  <a class="skip" href="#main" @click=${(event) => { event.preventDefault(); document.getElementById('main').focus(); }}>${t('nav.skip')}</a>
  <header class="bar">
    <a class="brand" href="#/"><img src="/icon.svg" alt="">Azud</a>
    <nav aria-label=${t('nav.main')}>
      <a href="#/" aria-current=${['overview', 'pipeline'].includes(at.kind) ? 'page' : nothing}>${t('nav.pipelines')}</a>
      <a href="#/incidents" aria-current=${['incidents', 'incident'].includes(at.kind) ? 'page' : nothing}>${t('nav.incidents')}${state.openIncidents ? html`<span class="count">${state.openIncidents}</span>` : nothing}</a>
    </nav>
    <div class="tools">
      <button class="tool" @click=${async () => { await switchLanguage(); draw(); }} aria-label=${t('nav.language')} title=${t('nav.language')}>${language() === 'en' ? 'ES' : 'EN'}</button>
      <button class="tool" @click=${() => { switchTheme(); draw(); }} aria-label=${t('nav.theme')} title=${t('nav.theme')}>${isDark() ? sun : moon}</button>
      ${state.session.login === 'proxy' ? nothing : html`<button class="tool" @click=${logOut}>${t('nav.logout')}</button>`}
    </div>
  </header>
  <main id="main" tabindex="-1">
    ${state.connected ? nothing : html`<p class="stale" role="status">${t('stale')}</p>`}
    ${body}
    <p class="footer">${t(`role.${state.session.role}`, { user: state.session.user })}${state.overview ? ` · ${t('looked', { ago: ago(newest()) })}` : ''}</p>
  </main>
  ${at.kind === 'pipeline' ? deadLetterDialog(state, at.name) : nothing}`;

const newest = () => Math.max(...state.overview.pipelines.map((each) => each.at), state.overview.now - STALE_MILLIS * 100);

const VIEWS = {
  overview: () => overview(state),
  pipeline: ({ name, tab }) => pipeline(state, name, tab),
  incidents: () => incidents(state),
  incident: () => incident(state),
};

function draw() {
  const at = route();
  document.title = at.kind === 'pipeline' ? `${at.name} – Azud` : 'Azud';
  render(frame(at, VIEWS[at.kind](at)), app);
}

function listen() {
  const events = new EventSource('/api/events');
  events.onmessage = ({ data }) => {
    state.overview = JSON.parse(data);
    state.connected = true;
    draw();
  };
  events.onerror = () => {
    state.connected = false;
    draw();
  };
}

async function refresh() {
  await countIncidents();
  if (document.hidden || state.dialog) return;
  const { kind, tab } = route();
  if (kind === 'pipeline' && tab === 'deadletters') draw();
  else await load();
}

applyTheme();
await loadMessages();
state.session = await session();
if (state.session.user === null) {
  location.replace(state.session.loginPage);
} else {
  addEventListener('hashchange', navigate);
  onThemeChange(draw);
  onShapeChange(draw);
  listen();
  await countIncidents();
  await navigate();
  setInterval(refresh, RELOAD_MILLIS);
}
