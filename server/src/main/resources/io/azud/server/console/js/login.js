// SPDX-License-Identifier: Apache-2.0
// The token stands behind the # of the printed URL, so it never leaves the browser in a URL.
import { html, render, nothing } from '/lib/lit-html/lit-html.js';
import { loadMessages, t } from './i18n.js';
import { post } from './api.js';
import { applyTheme } from './theme.js';

applyTheme();
await loadMessages();
const app = document.getElementById('app');
let problem = '';

async function enter(token) {
  try {
    await post('/api/login', { token });
    location.replace('/');
  } catch (e) {
    problem = e.code === 'TOKEN_WRONG' ? t('login.wrong') : e.message;
    draw();
  }
}

function submit(event) {
  event.preventDefault();
  enter(new FormData(event.target).get('token').trim());
}

function draw() {
  document.title = t('login.title');
  render(html`
    <main class="door" id="main">
      <form @submit=${submit}>
        <img src="/icon.svg" alt="">
        <h1>${t('login.title')}</h1>
        <p class="muted">${t('login.how')}</p>
        <label>${t('login.token')}<input name="token" type="password" autocomplete="current-password" required autofocus></label>
        ${problem ? html`<p class="note bad" role="alert">${problem}</p>` : nothing}
        <button class="button primary">${t('login.enter')}</button>
      </form>
    </main>`, app);
}

const printed = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
draw();
if (printed) enter(printed);
