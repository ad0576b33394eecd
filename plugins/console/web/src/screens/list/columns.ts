import { default_columns, type Entity } from '../../lib/schema/model';
import { in_browser } from '../../lib/storage';

/// Which columns a user wants is kept by his browser.
const key = (entity: Entity) => `columns:${entity.id}`;

export function chosen_columns(entity: Entity): string[] {
  const kept = in_browser.read_value<unknown>(key(entity));
  const known = Array.isArray(kept) ? kept.filter((each): each is string => typeof each === 'string' && entity.by_name.has(each)) : [];
  return known.length ? known : default_columns(entity);
}

export function keep_columns(entity: Entity, names: string[]): void {
  in_browser.write(key(entity), names.join() === default_columns(entity).join() ? undefined : JSON.stringify(names));
}
