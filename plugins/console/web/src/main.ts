import './styles/base.css';
import './styles/controls.css';
import './styles/print.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { session } from './lib/api/session.svelte';
import { start_language } from './lib/i18n/index.svelte';
import { start_router } from './lib/router.svelte';
import { in_tab } from './lib/storage';

/// After an update the files of before are gone, this one among them: the page is loaded anew, once, and what was typed is kept as a draft.
/// A line that drops is no reason for it: whoever asked for the file says so and can ask again.
async function reload_if_gone(): Promise<void> {
  const reloaded = 'reloaded';
  const file = import.meta.url;
  if (in_tab.read(reloaded) === file) return;
  const answer = await fetch(file, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  if (answer?.status !== 404) return;
  in_tab.write(reloaded, file);
  if (in_tab.read(reloaded) === file) location.reload();
}

window.addEventListener('vite:preloadError', () => void reload_if_gone());
// A page that the browser kept as it was left may be of a session that has ended.
window.addEventListener('pageshow', (event) => event.persisted && location.reload());

start_router();
session.watch_other_tabs();
await start_language();
mount(App, { target: document.getElementById('app')! });
