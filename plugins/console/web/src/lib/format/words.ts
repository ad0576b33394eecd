/// What was typed to search for, as the server takes it: no tabs or breaks of what was pasted, and no more than 400 bytes of UTF-8.
export function search_words(typed: string): string {
  return typed.replace(/\s+/g, ' ').trim().slice(0, 130);
}

/// Without accents and in lower case, as the server's search compares.
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/// Whether each of some words is the beginning of a word of the text.
export function has_words(text: string, words: string): boolean {
  const there = plain(text).split(/[^\p{L}\p{N}]+/u);
  const wanted = plain(words).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return wanted.every((word) => there.some((each) => each.startsWith(word)));
}
