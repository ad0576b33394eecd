import type { Component } from 'svelte';
import { text, type Word } from '../../lib/i18n/index.svelte';
import type { PageEntry } from '../../lib/schema/model';

interface SystemPage {
  title: Word;
  icon: string;
  screen: () => Promise<{ default: Component }>;
}

/// The console's own screens, by the name that the schema's menu has for them.
export const pages: ReadonlyMap<string, SystemPage> = new Map<string, SystemPage>([
  ['journal', { title: 'journal', icon: 'scroll-text', screen: () => import('./Journal.svelte') }],
  ['plugins', { title: 'plugins', icon: 'plug', screen: () => import('./Plugins.svelte') }],
]);

export function page_entry(name: string): PageEntry | undefined {
  const page = pages.get(name);
  return page && { label: text(page.title), icon: page.icon };
}
