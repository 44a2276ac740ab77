// SPDX-License-Identifier: Apache-2.0
const STORED = 'azud.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

export const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';

export function applyTheme() {
  const chosen = localStorage.getItem(STORED);
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}

export function switchTheme() {
  localStorage.setItem(STORED, isDark() ? 'light' : 'dark');
  applyTheme();
}

/** Charts are painted, not styled: they ask for colours. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export const onThemeChange = (then) => dark.addEventListener('change', then);
