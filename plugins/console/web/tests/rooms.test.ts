import { expect, it } from 'vitest';
import { chunk_of, chunks } from '../chunks';

/// The rooms of the source from the ground up: each may use those that stand before it, and itself.
const rooms = ['assets', 'lib', 'lib/format', 'lib/i18n', 'lib/api', 'lib/schema', 'lib/ui', 'lib/fields', 'lib/actions', 'lib/rows', 'lib/journal', 'lib/indicators', 'screens/*', 'screens', ''];

const files = import.meta.glob<string>('../src/**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true });

/// The parts of a screen, in a folder of its name, are no business of another's: 'screens/list' is of 'screens/List.svelte'.
const is_part_of = (folder: string, file: string) => file.toLowerCase() === `${folder}.svelte`;
const folder_of = (path: string) => path.split('/').slice(0, -1).join('/');
const height_of = (folder: string) => rooms.indexOf(folder.startsWith('screens/') ? 'screens/*' : folder);

/// The folders that a file imports from; '../lib/ui/Icon.svelte' of 'screens/List.svelte' is of 'lib/ui'.
function used_by(file: string, text: string): string[] {
  const imports = text.matchAll(/(?:from|import\(|import) ?'(\.[^'?]*)/g);
  return [...imports].map(([, path]) => folder_of(new URL(path!, `x:/${file}`).pathname.slice(1))).filter((each) => each !== 'styles');
}

it('each room uses what stands below it, and no part of a screen one of another screen', () => {
  const wrong: string[] = [];
  let arrows = 0;
  for (const [path, text] of Object.entries(files)) {
    const file = path.slice('../src/'.length);
    const here = folder_of(file);
    if (height_of(here) === -1) wrong.push(`${here} is in no list`);
    for (const used of used_by(file, text).filter((each) => each !== here)) {
      ++arrows;
      const of_another = used.startsWith('screens/') && here === 'screens' && !is_part_of(used, file);
      if (height_of(used) >= height_of(here) || of_another) wrong.push(`${file} uses ${used}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(arrows).toBeGreaterThan(100);
});

it('names files that are there where it says which come together', () => {
  const there = new Set(Object.keys(files).map((each) => each.slice('../src/'.length).replace(/(\.svelte)?\.\w+$/, '')));
  expect(Object.values(chunks).flat().filter((each) => !there.has(each))).toEqual([]);
  expect(chunk_of('/x/web/src/lib/api/session.svelte.ts')).toBe('base');
  expect(chunk_of('/x/web/src/screens/Form.svelte?svelte&type=style&lang.css')).toBe('form');
  expect(chunk_of('/x/web/src/screens/Import.svelte')).toBeUndefined();
});
