import { text, type Word } from '../i18n/index.svelte';
import type { PageEntry } from './model';

/// The console's own screens, by the name that the schema's menu has for them.
const pages = {
  journal: { title: 'journal', icon: 'scroll-text' },
  plugins: { title: 'plugins', icon: 'plug' },
} satisfies Record<string, { title: Word; icon: string }>;

export type SystemPage = keyof typeof pages;

export function is_page(name: string): name is SystemPage {
  return Object.hasOwn(pages, name);
}

export function page_entry(name: string): PageEntry | undefined {
  return is_page(name) ? { label: text(pages[name].title), icon: pages[name].icon } : undefined;
}
