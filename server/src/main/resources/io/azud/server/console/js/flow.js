// SPDX-License-Identifier: Apache-2.0
// A pipeline as a river: from its source over the weir into the stores, rejected records aside.
import { svg, nothing } from '/lib/lit-html/lit-html.js';
import { t, number, compact, duration } from './i18n.js';

const narrow = matchMedia('(max-width: 720px)');
export const onShapeChange = (then) => narrow.addEventListener('change', then);

const SOURCE_KIND = { kafka: 'flow.kafka', files: 'flow.files' };
const SINK_KIND = { lake: 'flow.lake', postgres: 'flow.postgres' };

/** A stream is wider the more flows, and never so thin that it cannot be seen. */
const width = (rate) => Math.min(15, 4 + 2.6 * Math.log10(1 + (rate ?? 0)));
const rateText = (rate) => (rate > 0 ? t('flow.rate', { rate: rate < 10 ? number(rate, 1) : compact(rate) }) : '');
const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

export function standing(sink, unit) {
  if (sink.lag === null) return t('flow.silent');
  if (sink.lag === 0) return t('flow.inStep');
  const behind = t(unit === 'files' ? 'flow.behindFiles' : 'flow.behind', { count: sink.lag, n: number(sink.lag) });
  return sink.behind > 0 ? `${behind} · ${duration(sink.behind)}` : behind;
}

function letters(rejected) {
  if (rejected.open === 0) return t('flow.noLetters');
  return t('flow.letters', { count: rejected.open, n: number(rejected.open) });
}

const sourceFigure = (flow) =>
  flow.source.end === null ? t('flow.silent')
    : t(flow.unit === 'files' ? 'flow.filesFound' : 'flow.records', { count: flow.source.end, n: number(flow.source.end) });

/** What somebody hears who does not see the picture. */
function spoken(flow) {
  const sinks = flow.sinks.map((sink) => `${t(SINK_KIND[sink.name])} ${sink.table}: ${standing(sink, flow.unit)}`);
  return [`${t(SOURCE_KIND[flow.source.kind])} ${flow.source.name}: ${sourceFigure(flow)}`, ...sinks, letters(flow.deadLetters)].join('; ');
}

function stream(path, rate, state, kind = '') {
  const live = rate > 0 ? 'live' : '';
  return svg`
    <path class="edge ${kind} ${live} ${state}" d=${path} stroke-width=${kind ? 4 : width(rate)}></path>
    ${live ? svg`<path class="drift" d=${path}></path>` : nothing}`;
}

const dot = (x, y, rate, state) => svg`<circle class="dot ${rate > 0 ? 'live' : ''} ${state}" cx=${x} cy=${y} r="7"></circle>`;

const words = (x, y, { kind, name, figure, state }) => svg`
  <text class="kind" x=${x} y=${y - 15}>${kind}</text>
  <text class="name" x=${x} y=${y + 5}>${name}</text>
  <text class="figure ${state}" x=${x} y=${y + 25}>${figure}</text>`;

/** The same, above and below a stream that runs on to the right. */
const along = (x, y, { kind, name, figure, state }) => svg`
  <text class="kind" x=${x} y=${y - 37}>${kind}</text>
  <text class="name" x=${x} y=${y - 17}>${name}</text>
  <text class="figure ${state}" x=${x} y=${y + 30}>${figure}</text>`;

const source = (flow, most) => ({
  kind: t(SOURCE_KIND[flow.source.kind]),
  name: shortened(flow.source.name, most),
  figure: sourceFigure(flow),
  state: flow.source.state,
});

const outlets = (flow, most) => [
  ...flow.sinks.map((sink) => ({
    kind: t(SINK_KIND[sink.name]), name: shortened(sink.table, most), figure: standing(sink, flow.unit),
    state: sink.state, rate: sink.rate, stream: '',
  })),
  {
    kind: t('flow.aside'), name: t('flow.deadLetters'), figure: letters(flow.deadLetters),
    state: flow.deadLetters.state, rate: 0, stream: 'letters',
  },
];

function wide(flow) {
  const rows = outlets(flow, 32);
  const step = 84;
  const height = rows.length * step;
  const middle = ((rows.length - 1) * step) / 2;
  const rowAt = (i) => i * step + step / 2;
  return svg`
    <svg class="flow" viewBox="0 0 1000 ${height}" role="img" aria-label=${spoken(flow)}>
      ${stream(`M14 ${middle} L466 ${middle}`, flow.source.rate, flow.source.state)}
      ${rows.map((row, i) => stream(
        `M474 ${middle} C580 ${middle} 570 ${rowAt(i)} 680 ${rowAt(i)}`, row.rate, row.state, row.stream))}
      <rect class="weir" x="466" y=${Math.max(6, middle - 62)} width="7" height="124" rx="3.5"></rect>
      <text class="kind" x="470" y=${Math.min(height - 4, middle + 84)} text-anchor="middle">${t('flow.stages')}</text>
      ${dot(8, middle, flow.source.rate, flow.source.state)}
      ${along(0, middle, source(flow, 48))}
      <text class="rate" x="440" y=${middle - 16} text-anchor="end">${rateText(flow.source.rate)}</text>
      ${rows.map((row, i) => svg`
        ${dot(687, rowAt(i), row.rate, row.state)}
        ${words(712, rowAt(i), row)}
        <text class="rate" x="668" y=${rowAt(i) - 14} text-anchor="end">${rateText(row.rate)}</text>`)}
    </svg>`;
}

function tall(flow) {
  const rows = outlets(flow, 28);
  const step = 88;
  const weir = 118;
  const rowAt = (i) => weir + 58 + i * step;
  return svg`
    <svg class="flow" viewBox="0 0 340 ${rowAt(rows.length - 1) + 40}" role="img" aria-label=${spoken(flow)}>
      ${stream(`M14 36 L14 ${weir}`, flow.source.rate, flow.source.state)}
      ${rows.map((row, i) => i).reverse().map((i) => stream(
        `M14 ${weir + 6} L14 ${rowAt(i) - 34} Q14 ${rowAt(i)} 44 ${rowAt(i)}`, rows[i].rate, rows[i].state, rows[i].stream))}
      <rect class="weir" x="0" y=${weir} width="76" height="8" rx="4"></rect>
      <text class="kind" x="88" y=${weir + 9}>${t('flow.stages')}</text>
      ${dot(14, 30, flow.source.rate, flow.source.state)}
      ${words(38, 30, source(flow, 32))}
      <text class="rate" x="38" y=${weir - 20}>${rateText(flow.source.rate)}</text>
      ${rows.map((row, i) => svg`
        ${dot(50, rowAt(i), row.rate, row.state)}
        ${words(74, rowAt(i), row)}
        <text class="rate" x="340" y=${rowAt(i) - 15} text-anchor="end">${rateText(row.rate)}</text>`)}
    </svg>`;
}

export const flowPicture = (flow) => (narrow.matches ? tall(flow) : wide(flow));
