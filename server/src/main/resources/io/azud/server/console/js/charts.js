// SPDX-License-Identifier: Apache-2.0
// Lines over time, painted by uPlot in the page's own colours.
import uPlot from '/lib/uplot/uPlot.esm.js';
import { AsyncDirective } from '/lib/lit-html/async-directive.js';
import { directive } from '/lib/lit-html/directive.js';
import { noChange } from '/lib/lit-html/lit-html.js';
import { t, language, compact } from './i18n.js';
import { colour } from './theme.js';

const HEIGHT = 180;

function options(width, series, bars) {
  const axis = { stroke: colour('muted'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
  return {
    width,
    height: HEIGHT,
    cursor: { y: false, points: { size: 7 } },
    legend: { live: true },
    padding: [12, 28, 0, 0],
    scales: { x: { time: true, range: (u, min, max) => (bars ? [min - 60, Math.max(max, min + 1200) + 60] : [min, Math.max(max, min + 120)]) }, y: { range: (u, min, max) => [0, Math.max(1, max * 1.1)] } },
    axes: [
      { ...axis, grid: { show: false }, space: 90, size: 30, incrs: [60, 120, 300, 600, 1800, 3600, 10800, 21600], values: (u, ticks) => ticks.map((s) => timeText(s)) },
      { ...axis, size: 52, space: 44, values: (u, ticks) => ticks.map((n) => compact(n)) },
    ],
    series: [
      { value: (u, s) => (s === null ? '–' : timeText(s, true)), label: t('chart.time') },
      ...series.map((each) => ({
        label: each.label,
        stroke: colour(each.colour),
        fill: bars ? colour(each.colour) : undefined,
        width: bars ? 0 : 2,
        dash: each.dash,
        points: { show: false },
        paths: bars ? uPlot.paths.bars({ size: [0.8, 24], gap: 1 }) : undefined,
        value: (u, n) => (n === null || n === undefined ? '–' : compact(n)),
      })),
    ],
  };
}

const timeText = (seconds, withSeconds = false) =>
  new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit', second: withSeconds ? '2-digit' : undefined })
    .format(seconds * 1000);

class Chart extends AsyncDirective {
  render() {
    return noChange;
  }

  update(part, [{ at, series, bars, look }]) {
    const data = [at, ...series.map((each) => each.values)];
    const shape = JSON.stringify([series.map((each) => [each.label, each.colour]), look]);
    queueMicrotask(() => this.draw(part.element, data, series, bars, shape));
    return noChange;
  }

  draw(element, data, series, bars, shape) {
    const width = Math.floor(element.clientWidth);
    if (!this.isConnected || width === 0) return;
    if (this.plot === undefined || this.shape !== shape) {
      this.plot?.destroy();
      this.shape = shape;
      this.plot = new uPlot(options(width, series, bars), data, element);
      this.watch ??= new ResizeObserver(() => this.plot?.setSize({ width: Math.floor(element.clientWidth), height: HEIGHT }));
      this.watch.observe(element);
    } else {
      this.plot.setData(data);
    }
  }

  disconnected() {
    this.watch?.disconnect();
    this.plot?.destroy();
    this.plot = undefined;
  }
}

/** Put on an element: {at: seconds[], series: [{label, colour, values}], bars, look}. */
export const chart = directive(Chart);
