import { read } from '../api/client';
import { text } from '../i18n/index.svelte';
import { place } from '../router.svelte';
import type { Entity } from '../schema/model';
import { schema } from '../schema/store.svelte';
import type { Link, Row } from '../schema/types';
import { title_of } from './display';

/// What a record is called on the screen, one without a title too.
export function name_of(entity: Entity, row: Row): string {
  return title_of(entity, row, schema.offset) || text('without_title', { id: row.id });
}

/// Each is asked for once on a screen, whoever shows it and however often.
const asked = new Map<string, Promise<Link>>();
let screen = '';
const key_of = (ref: string | undefined, id: number) => `${ref} ${id}`;

async function ask(ref: string | undefined, id: number): Promise<Link> {
  const target = schema.entity(ref);
  // Asked once more when it is shown again, where it did not come.
  const failed = () => void asked.delete(key_of(ref, id));
  const row = target && (await read<Row>(`${target.path}/${id}`).catch(failed));
  return { id, label: row ? name_of(target, row) : `#${id}` };
}

/// What a record is called whose number is known; its number where it cannot be read.
export function link_of(ref: string | undefined, id: number): Promise<Link> {
  if (screen !== place.path) asked.clear();
  screen = place.path;
  const key = key_of(ref, id);
  const link = asked.get(key) ?? ask(ref, id);
  asked.set(key, link);
  return link;
}
