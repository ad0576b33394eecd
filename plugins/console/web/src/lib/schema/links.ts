import { read } from '../api/client';
import { place } from '../router.svelte';
import { title_of } from './model';
import { schema } from './store.svelte';
import type { Link, Row } from './types';

/// Each is asked for once on a screen, whoever shows it and however often.
const asked = new Map<string, Promise<Link>>();
let screen = '';

async function ask(ref: string | undefined, id: number): Promise<Link> {
  const target = schema.entity(ref);
  const row = target && (await read<Row>(`${target.path}/${id}`).catch(() => undefined));
  return { id, label: row ? title_of(target, row, (number) => `#${number}`) : `#${id}` };
}

/// What a record is called whose number is known; its number where it cannot be read.
export function link_of(ref: string | undefined, id: number): Promise<Link> {
  if (screen !== place.path) asked.clear();
  screen = place.path;
  const key = `${ref} ${id}`;
  const link = asked.get(key) ?? ask(ref, id);
  asked.set(key, link);
  return link;
}
