import './styles/base.css';
import './styles/controls.css';
import './styles/print.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { start_language } from './lib/i18n/index.svelte';
import { start_router } from './lib/router.svelte';

// After an update the files of before are gone. The page is loaded anew, once; what was typed is kept as a draft.
window.addEventListener('vite:preloadError', () => {
  if (sessionStorage.getItem('reloaded') === location.href) return;
  sessionStorage.setItem('reloaded', location.href);
  location.reload();
});

start_router();
await start_language();
mount(App, { target: document.getElementById('app')! });
