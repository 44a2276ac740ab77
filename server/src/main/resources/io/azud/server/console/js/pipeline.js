// SPDX-License-Identifier: Apache-2.0
import { html, nothing } from '/lib/lit-html/lit-html.js';
import { t, number, ago, clock } from './i18n.js';
import { get, pipeline as url } from './api.js';
import { isDark } from './theme.js';
import { flowPicture } from './flow.js';
import { chart } from './charts.js';
import { problemList, stateBadge, failure } from './words.js';
import { deadLetters, loadDeadLetters } from './deadletters.js';
import { incidentList } from './incidents.js';

const TABS = ['', 'books', 'deadletters', 'incidents'];
const WINDOW = 60;

export async function loadPipeline(state, name, tab) {
  const page = state.page;
  switch (tab) {
    case 'books':
      page.batches = await get(url(name, 'batches'));
      break;
    case 'deadletters':
      await loadDeadLetters(state, name);
      break;
    case 'incidents':
      page.incidents = await get(`/api/incidents?state=all&pipeline=${encodeURIComponent(name)}`);
      break;
    default:
      [page.history, page.minutes] = await Promise.all([get(url(name, 'history')), get(url(name, 'minutes'))]);
  }
}

/** Positions into records a second, averaged over a minute: commits come in bursts. */
function rates(at, positions) {
  return positions.map((position, i) => {
    let first = i;
    while (first > 0 && at[i] - at[first] < WINDOW) first--;
    if (first === i || position < 0 || positions[first] < 0) return null;
    return Math.max(0, position - positions[first]) / (at[i] - at[first]);
  });
}

const known = (values) => values.map((value) => (value < 0 ? null : value));
const SINKS = { lake: { label: 'flow.lake', colour: 'accent' }, postgres: { label: 'flow.postgres', colour: 'second' } };

function rateChart(history) {
  const at = history.at.map((millis) => millis / 1000);
  return {
    at,
    look: `${isDark()}${t('chart.arriving')}`,
    series: [
      { label: t('chart.arriving'), colour: 'faint', dash: [4, 4], values: rates(at, history.end) },
      ...Object.entries(history.position).map(([sink, values]) => ({
        label: t(SINKS[sink].label), colour: SINKS[sink].colour, values: rates(at, values),
      })),
    ],
  };
}

const lagChart = (history) => ({
  at: history.at.map((millis) => millis / 1000),
  look: `${isDark()}${t('chart.arriving')}`,
  series: Object.entries(history.lag).map(([sink, values]) => ({
    label: t(SINKS[sink].label), colour: SINKS[sink].colour, values: known(values),
  })),
});

function minuteChart(minutes) {
  const at = [];
  const good = [];
  const rejected = [];
  minutes.forEach((minute, i) => {
    // Minutes without records are zeros, not a line across them.
    for (let m = at.length ? at[at.length - 1] + 60 : minute.at / 1000; i > 0 && m < minute.at / 1000; m += 60) {
      at.push(m); good.push(0); rejected.push(0);
    }
    at.push(minute.at / 1000); good.push(minute.accepted + minute.rejected); rejected.push(minute.rejected);
  });
  while (at[at.length - 1] + 60 < Date.now() / 1000) {
    at.push(at[at.length - 1] + 60); good.push(0); rejected.push(0);
  }
  return {
    at,
    bars: true,
    look: `${isDark()}${t('chart.accepted')}`,
    series: [
      { label: t('chart.read'), colour: 'accent', values: good },
      { label: t('chart.rejected'), colour: 'bad', values: rejected },
    ],
  };
}

const figure = (title, data, hint) => html`
  <figure class="card">
    <h2 class="of-figure">${title}</h2>
    ${data.at.length > 1 || (data.bars && data.at.length > 0)
      ? html`<div class="chart" ${chart(data)}></div>`
      : html`<p class="empty">${hint}</p>`}
  </figure>`;

const now = (flow, page) => html`
  <div class="stack">
  <section class="card">${flowPicture(flow)}${problemList(flow)}</section>
  ${page.history === undefined ? nothing : html`
    <div class="grid">
      ${figure(t('chart.rate'), rateChart(page.history), t('chart.soon'))}
      ${figure(t('chart.lag'), lagChart(page.history), t('chart.soon'))}
    </div>`}
  ${page.minutes === undefined || page.minutes.length === 0 ? nothing : html`
    ${figure(t('chart.minutes'), minuteChart(page.minutes), '')}`}
  </div>`;

const balance = (book) => book.read === book.accepted + book.rejected + book.filtered + book.tombstones;

function bookRow(batch) {
  const most = batch.sinks.reduce((a, b) => (b.read > a.read ? b : a));
  return html`
    <tr>
      <td><span title=${clock(batch.at)}>${ago(batch.at)}</span><br><code class="muted">${batch.batch}</code></td>
      <td class="num">${number(most.read)}</td>
      <td class="num">${number(most.accepted)}</td>
      <td class="num ${most.rejected > 0 ? 'warn' : ''}">${number(most.rejected)}</td>
      <td class="num wide-only">${number(most.filtered)}</td>
      <td class="wide-only"><span class="chips">${batch.sinks.map((each) => html`<span class="chip">${t(SINKS[each.sink]?.label ?? each.sink)}</span>`)}</span></td>
      <td>${batch.sinks.every(balance) ? html`<span class="chip good">${t('books.balanced')}</span>` : html`<span class="chip bad">${t('books.unbalanced')}</span>`}</td>
    </tr>`;
}

const books = (page) => html`
  <section class="card">
    <h2>${t('books.title')}</h2>
    <p class="muted small">${t('books.hint')}</p>
    ${(page.batches ?? []).length === 0 ? html`<p class="empty">${t('books.none')}</p>` : html`
      <div class="scroll" tabindex="0" role="region" aria-label=${t('books.title')}><table>
        <thead><tr>
          <th>${t('books.batch')}</th><th class="num">${t('books.read')}</th><th class="num">${t('books.accepted')}</th>
          <th class="num">${t('books.rejected')}</th><th class="num wide-only">${t('books.filtered')}</th>
          <th class="wide-only">${t('books.stores')}</th><th>${t('books.check')}</th>
        </tr></thead>
        <tbody>${page.batches.map(bookRow)}</tbody>
      </table></div>`}
  </section>`;

function body(state, flow, tab) {
  if (state.page.error) return failure(state.page.error);
  switch (tab) {
    case 'books': return books(state.page);
    case 'deadletters': return deadLetters(state, flow);
    case 'incidents': return html`<section class="card">${incidentList(state.page.incidents ?? [])}</section>`;
    default: return now(flow, state.page);
  }
}

export function pipeline(state, name, tab) {
  const flow = state.overview?.pipelines.find((each) => each.name === name);
  if (flow === undefined) return html`<p class="empty">${state.overview ? t('pipeline.unknown') : t('overview.looking')}</p>`;
  return html`
    <p class="crumb"><a href="#/">${t('nav.pipelines')}</a></p>
    <header class="actions"><h1>${name}</h1>${stateBadge(flow)}</header>
    <nav class="tabs" aria-label=${name}>
      ${TABS.map((each) => html`<a href="#/pipelines/${name}${each ? `/${each}` : ''}" aria-current=${tab === each ? 'page' : nothing}>${t(`tab.${each || 'flow'}`)}</a>`)}
    </nav>
    ${body(state, flow, tab)}`;
}
