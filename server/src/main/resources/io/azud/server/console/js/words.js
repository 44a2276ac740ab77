// SPDX-License-Identifier: Apache-2.0
// What the server says in codes and numbers, in the words of the page.
import { html, nothing } from '/lib/lit-html/lit-html.js';
import { t, has, number, percent, duration } from './i18n.js';

export const place = (where) => (has(`place.${where}`) ? t(`place.${where}`) : where);

export function sentence(problem, unit) {
  switch (problem.kind) {
    case 'lag':
      return t('problem.lag', { n: number(problem.measured), limit: number(problem.limit) });
    case 'behind':
      return t('problem.behind', { time: duration(problem.measured), limit: duration(problem.limit) });
    case 'stalled':
      return t('problem.stalled');
    case 'rejected':
      return t('problem.rejected', { share: percent(problem.measured), limit: percent(problem.limit) });
    default:
      return has(`code.${problem.code}`) ? t(`code.${problem.code}`) : t('problem.failed');
  }
}

export const problemList = (flow) => (flow.problems.length === 0 ? nothing : html`
  <ul class="problems">
    ${flow.problems.map((problem) => html`
      <li>
        <span class="where ${problem.state}">${place(problem.where)}</span>
        <span>${sentence(problem, flow.unit)}</span>
        ${problem.message ? html`<span class="said">${problem.code}: ${problem.message}</span>` : nothing}
      </li>`)}
  </ul>`);

export const stateBadge = (flow) => html`
  <span class="state" data-state=${flow.state}>${t(`state.${flow.state}`)}</span>`;

export const failure = (error) => html`<p class="note bad" role="alert">${error.code ? `${error.code}: ` : ''}${error.message}</p>`;
