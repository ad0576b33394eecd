import { expect, it } from 'vitest';

/// The rooms of the source from the ground up: each may use those that stand before it, and itself.
const rooms = ['assets', 'lib', 'lib/format', 'lib/i18n', 'lib/api', 'lib/schema', 'lib/ui', 'lib/fields', 'lib/actions', 'lib/rows', 'lib/journal', 'screens/*', 'screens', ''];

const files = import.meta.glob<string>('../src/**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true });

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
      if (height_of(used) >= height_of(here)) wrong.push(`${file} uses ${used}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(arrows).toBeGreaterThan(100);
});
