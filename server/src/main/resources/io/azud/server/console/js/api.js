// SPDX-License-Identifier: Apache-2.0
// Asks the server. Every change carries the session's token, which no other page can know.
let csrf = '';

export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function ask(path, options = {}) {
  const response = await fetch(path, { credentials: 'same-origin', ...options });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(response.status, body.error?.code ?? '', body.error?.message ?? response.statusText);
  }
  return body;
}

export async function session() {
  const found = await ask('/api/session');
  csrf = found.csrf ?? '';
  return found;
}

export const get = (path) => ask(path);

export const post = (path, body = {}) =>
  ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Azud-Csrf': csrf },
    body: JSON.stringify(body),
  });

export const pipeline = (name, rest) => `/api/pipelines/${encodeURIComponent(name)}/${rest}`;
