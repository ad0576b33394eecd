import { read } from '../../lib/api/client';
import { add_days } from '../../lib/format/date';
import type { Entity } from '../../lib/schema/model';
import { filter_key, list_query, search_of } from '../../lib/schema/query';
import type { Page, Row } from '../../lib/schema/types';

/// What waits for the caller in one list: records in a state that he may take further.
export interface Tasks {
  entity: Entity;
  waiting: number;
  overdue: number;
  soon: number;
  rows: Row[];
  /// Where each number leads.
  href: { waiting: string; overdue: string; soon: string };
}

/// States from which a transition goes that records wait for, and that the caller may take.
export function states_to_handle(entity: Entity): string[] {
  const awaited = (entity.workflow?.transitions ?? []).filter((each) => !each.unprompted);
  return [...new Set(awaited.flatMap((each) => each.from ?? []))];
}

async function tasks_of(entity: Entity, today: string, limit = 5): Promise<Tasks | undefined> {
  const states = states_to_handle(entity);
  const workflow = entity.workflow;
  if (!workflow || !states.length) return undefined;
  const due = workflow.due && entity.by_name.has(workflow.due) ? workflow.due : undefined;
  const base: [string, string] = [filter_key(workflow.field, 'in'), states.join(',')];
  const late: [string, string][] = due ? [base, [filter_key(due, 'lt'), today]] : [];
  const soon: [string, string][] = due ? [base, [filter_key(due, 'ge'), today], [filter_key(due, 'le'), add_days(today, 7)]] : [];
  const count = async (filters: [string, string][]) =>
    filters.length ? ((await read<Page<Row>>(entity.path, [...filters, ['limit', '1'], ['count', 'exact']])).page.count ?? 0) : 0;

  const sort = due && entity.list.sort.includes(due) ? due : '';
  const columns = [...entity.list.columns.slice(0, 4), ...(due ? [due] : [])];
  const ask = (filters: [string, string][]) => read<Page<Row>>(entity.path, list_query(entity, { q: '', sort, cursor: '', filters }, columns, limit));
  const [waiting, overdue, near] = await Promise.all([count([base]), count(late), count(soon)]);
  if (!waiting) return undefined;
  // Those with a day to keep come first; the others fill up.
  const dated = due ? (await ask([base, [filter_key(due, 'isnull'), 'false']])).data : [];
  const rows = dated.length < limit ? [...dated, ...(await ask(due ? [base, [filter_key(due, 'isnull'), 'true']] : [base])).data].slice(0, limit) : dated;
  const link = (filters: [string, string][]) => entity.route + search_of({ q: '', sort, cursor: '', filters });
  return { entity, waiting, overdue, soon: near, rows, href: { waiting: link([base]), overdue: link(late), soon: link(soon) } };
}

/// What waits in each list, the most pressing first; a list that cannot be asked does not hide the others.
export async function all_tasks(entities: readonly Entity[], today: string): Promise<{ found: Tasks[]; failed: { entity: Entity; error: unknown }[] }> {
  const found: Tasks[] = [];
  const failed: { entity: Entity; error: unknown }[] = [];
  await Promise.all(
    entities.map(async (entity) => {
      try {
        const tasks = await tasks_of(entity, today);
        if (tasks) found.push(tasks);
      } catch (error) {
        failed.push({ entity, error });
      }
    }),
  );
  found.sort((a, b) => b.overdue - a.overdue || b.soon - a.soon || b.waiting - a.waiting || a.entity.id.localeCompare(b.entity.id));
  return { found, failed };
}
