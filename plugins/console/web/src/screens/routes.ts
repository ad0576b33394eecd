import { dashboard_route, type Entity, type Model } from '../lib/schema/model';

/// What the console shows at an address.
export type Screen =
  | { kind: 'home' | 'profile' | 'missing' }
  | { kind: 'page'; name: string }
  | { kind: 'dashboard'; name: string }
  | { kind: 'list' | 'new' | 'import'; entity: Entity }
  | { kind: 'record' | 'edit'; entity: Entity; id: string };

export function screen_of(path: string, model: Model): Screen {
  const trimmed = path.replace(/\/+$/, '') || '/';
  if (trimmed === '/') return { kind: 'home' };
  for (const entity of model.entities.values()) {
    if (trimmed === entity.route) return { kind: 'list', entity };
    if (!trimmed.startsWith(`${entity.route}/`)) continue;
    const [first = '', second, ...more] = trimmed.slice(entity.route.length + 1).split('/');
    if (more.length) break;
    if (second === undefined && (first === 'new' || first === 'import')) return { kind: first, entity };
    if (!/^\d+$/.test(first)) break;
    if (second === undefined) return { kind: 'record', entity, id: first };
    if (second === 'edit') return { kind: 'edit', entity, id: first };
  }
  for (const name of model.dashboards.keys()) if (trimmed === dashboard_route(name)) return { kind: 'dashboard', name };
  if (trimmed === '/profile') return { kind: 'profile' };
  const [, page] = /^\/system\/([a-z_]+)$/.exec(trimmed) ?? [];
  return page ? { kind: 'page', name: page } : { kind: 'missing' };
}
