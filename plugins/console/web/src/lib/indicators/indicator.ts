import { in_language } from '../i18n/index.svelte';
import type { Tile } from '../schema/types';

type Texts = string | { vi?: string; en?: string };

/// The list that shows what was counted.
interface Records {
  entity: string;
  query: string;
}

export interface IndicatorAnswer {
  label: Texts;
  series: { kind: string; label: Texts; data: { category: string; label?: Texts; value: string | null; note?: Texts; records?: Records }[] }[];
}

export interface Point {
  category: string;
  value: string | null;
  note: string;
  records?: Records | undefined;
}

export interface Series {
  target: boolean;
  label: string;
  points: Point[];
}

/// An indicator as it is drawn: its series share a chart.
export interface Figure {
  unit: string;
  money: boolean;
  /// Its categories are periods, which run from left to right; others are kinds of something.
  over_time: boolean;
  categories: string[];
  /// What a category is called where that is a code.
  names: Record<string, string>;
  series: Series[];
}

export interface Summary {
  label: string;
  unit: string;
  money: boolean;
  category: string;
  value: string;
  target: string | undefined;
  note: string;
  records?: Records | undefined;
}

export function figure_of(answer: IndicatorAnswer, tile: Tile): Figure {
  const figure: Figure = { unit: tile.unit ?? '', money: tile.money, over_time: tile.over_time, categories: [], names: {}, series: [] };
  for (const each of answer.series) {
    for (const point of each.data) {
      if (!figure.categories.includes(point.category)) figure.categories.push(point.category);
      figure.names[point.category] ??= in_language(point.label) || point.category;
    }
    figure.series.push({
      target: each.kind === 'target',
      label: in_language(each.label),
      points: each.data.map((point) => ({ category: point.category, value: point.value, note: in_language(point.note), records: point.records })),
    });
  }
  return figure;
}

export function point_of(series: Series, category: string): Point | undefined {
  return series.points.find((each) => each.category === category);
}

/// The category that is spoken of: this year's where there is one, else the last that has a value.
function category_now(figure: Figure, today: string): string | undefined {
  const actual = figure.series.filter((each) => !each.target);
  const filled = figure.categories.filter((category) => actual.some((each) => point_of(each, category)?.value != null));
  const year = today.slice(0, 4);
  return filled.includes(year) ? year : filled.at(-1);
}

/// What the tiles say of the present period: each actual series, beside the target that stands next before it.
export function summaries_of(figure: Figure, today: string, limit = 3): Summary[] {
  const category = category_now(figure, today);
  if (!category || !figure.over_time) return [];
  const target_of = (of: Series) => {
    const before = figure.series.slice(0, figure.series.indexOf(of)).filter((each) => each.target);
    return (before.at(-1) ?? figure.series.find((each) => each.target))?.points.find((each) => each.category === category)?.value;
  };
  return figure.series
    .filter((each) => !each.target)
    .slice(0, limit)
    .flatMap((each) => {
      const point = point_of(each, category);
      return point?.value == null ? [] : [{ label: each.label, unit: figure.unit, money: figure.money, category: figure.names[category] ?? category, value: point.value, target: target_of(each) ?? undefined, note: point.note, records: point.records }];
    });
}

export function has_values(figure: Figure): boolean {
  return figure.series.some((each) => !each.target && each.points.some((point) => point.value !== null && Number(point.value) !== 0));
}

/// Where the console shows the records behind a figure, for who may see them.
export function records_href(records: Records | undefined, entity: { route: string } | undefined): string | undefined {
  return records && entity ? `${entity.route}?${records.query}` : undefined;
}
