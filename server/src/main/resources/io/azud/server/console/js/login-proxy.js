// SPDX-License-Identifier: Apache-2.0
import { html, render } from '/lib/lit-html/lit-html.js';
import { loadMessages, t } from './i18n.js';
import { applyTheme } from './theme.js';

applyTheme();
await loadMessages();
document.title = t('login.title');
render(html`
  <main class="door"><div class="box">
    <img src="/icon.svg" alt="">
    <h1>${t('login.title')}</h1>
    <p class="muted">${t('login.proxy')}</p>
    <a class="button primary" href="/">${t('login.again')}</a>
  </div></main>`, document.getElementById('app'));
