import { in_browser } from '../storage';
import { vi, type Words } from './vi';

export type Language = 'vi' | 'en';
export type Word = keyof Words;

const key = 'language';
let words = $state.raw<Words>(vi);
let language = $state<Language>('vi');

export function current_language(): Language {
  return language;
}

/// Both forms of a text that the API answers in all languages, or the text itself.
export function in_language(of: string | { vi?: string; en?: string } | null | undefined): string {
  if (!of) return '';
  return typeof of === 'string' ? of : (of[language] ?? of.vi ?? '');
}

/// `{count}` stands for that value, `{count|record|records}` for the form that fits the number.
export function text(word: Word, values: Record<string, string | number> = {}): string {
  return words[word].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = String(values[name] ?? whole);
    return one === undefined || many === undefined ? value : value === '1' ? one : many;
  });
}

/// The console's word for a code of the API, or the code itself where there is none.
export function word_of(prefix: string, code: string): string {
  const name = prefix + code;
  return name in words ? words[name as Word] : code;
}

/// Rejects, and changes nothing, when the words do not come. `keep`: for the browser's next visit too.
export async function use_language(chosen: Language, keep = true): Promise<void> {
  words = chosen === 'en' ? (await import('./en')).en : vi;
  language = chosen;
  document.documentElement.lang = chosen;
  if (keep) in_browser.write(key, chosen);
}

export async function start_language(): Promise<void> {
  // Vietnamese is there in any case.
  if (in_browser.read(key) === 'en') await use_language('en').catch(() => {});
}
