import './styles/base.css';
import './styles/controls.css';
import './styles/print.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { start_language } from './lib/i18n/index.svelte';
import { start_router } from './lib/router.svelte';

start_router();
await start_language();
mount(App, { target: document.getElementById('app')! });
