// SPDX-License-Identifier: Apache-2.0
// Every text of the console comes from messages/en.json or messages/es.json.
const LANGUAGES = ['en', 'es'];
let messages = {};
let current = 'en';

function preferred() {
  const chosen = localStorage.getItem('azud.language');
  if (LANGUAGES.includes(chosen)) return chosen;
  const asked = navigator.languages.map((each) => each.slice(0, 2));
  return asked.find((each) => LANGUAGES.includes(each)) ?? 'en';
}

export async function loadMessages(language = preferred()) {
  current = language;
  messages = await (await fetch(`/messages/${language}.json`)).json();
  document.documentElement.lang = language;
}

export async function switchLanguage() {
  const next = LANGUAGES[(LANGUAGES.indexOf(current) + 1) % LANGUAGES.length];
  localStorage.setItem('azud.language', next);
  await loadMessages(next);
}

export const language = () => current;

/** The text of a key; {name} stands for values.name. With values.count the plural form is chosen. */
export function t(key, values = {}) {
  const plural = values.count === undefined
    ? undefined
    : messages[`${key}.${new Intl.PluralRules(current).select(values.count) === 'one' ? 'one' : 'other'}`];
  const text = plural ?? messages[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    typeof values[name] === 'number' ? number(values[name]) : values[name] ?? whole);
}

export const has = (key) => key in messages;

export const number = (value, digits = 0) =>
  new Intl.NumberFormat(current, { maximumFractionDigits: digits, useGrouping: 'always' }).format(value);

export const compact = (value) =>
  new Intl.NumberFormat(current, { notation: 'compact', maximumSignificantDigits: 3 }).format(value);

export const percent = (value) =>
  new Intl.NumberFormat(current, { style: 'percent', maximumFractionDigits: 1 }).format(value);

export function duration(seconds) {
  if (seconds < 90) return t('seconds', { n: Math.round(seconds) });
  if (seconds < 5400) return t('minutes', { n: Math.round(seconds / 60) });
  if (seconds < 129600) return t('hours', { n: Math.round(seconds / 3600) });
  return t('days', { n: Math.round(seconds / 86400) });
}

export const ago = (millis, now = Date.now()) => t('ago', { time: duration(Math.max(0, (now - millis) / 1000)) });

export const clock = (millis) =>
  new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeStyle: 'medium' }).format(millis);
