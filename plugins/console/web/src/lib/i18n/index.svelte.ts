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

export function text(word: Word, values: Record<string, string | number> = {}): string {
  return words[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/// The console's word for a code of the API, or the code itself where there is none.
export function word_of(prefix: string, code: string): string {
  const name = prefix + code;
  return name in words ? words[name as Word] : code;
}

export async function use_language(chosen: Language): Promise<void> {
  words = chosen === 'en' ? (await import('./en')).en : vi;
  language = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // A browser that keeps nothing shows Vietnamese the next time.
  }
}

export async function start_language(): Promise<void> {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(key);
  } catch {
    // see above
  }
  await use_language(chosen === 'en' ? 'en' : 'vi');
}
