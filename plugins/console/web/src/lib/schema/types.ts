/// What GET /api/v1/schema answers. Every member that a server may lack is optional. tests/unit/describe/test_console_types.cpp holds these
/// shapes against the server.

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | '';

export interface Option {
  value: string;
  label: string;
  tone?: Tone;
}

export interface Field {
  name: string;
  type: string;
  label: string;
  required: boolean;
  readonly: boolean;
  immutable: boolean;
  sortable: boolean;
  help?: string;
  group?: string;
  unit?: string;
  pattern?: string;
  patternText?: string;
  minLength?: number;
  maxLength?: number;
  scale?: number;
  /// An integer that is one, written without dots.
  year?: boolean;
  min?: string;
  max?: string;
  ref?: string;
  /// Filters of the list to choose from: field name → value.
  choices?: Record<string, string>;
  requiredIn?: string[];
  options?: Option[];
  default?: unknown;
  /// The type that a plugin made of `type`, in full: "plugin.name".
  contributed?: string;
}

export type Operator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

export interface Rule {
  field: string;
  op: Operator;
  other: string;
}

export interface Transition {
  name: string;
  label: string;
  to: string;
  from?: string[];
  icon?: string;
  tone?: Tone;
  confirm?: string;
  /// Nobody waits for it.
  unprompted?: boolean;
  fields: { name: string; required: boolean }[];
}

export interface Workflow {
  field: string;
  initial?: string;
  transitions: Transition[];
  states?: { name: string; label: string; tone?: Tone; terminal?: boolean }[];
  /// The field that holds the day by which something is to be done.
  due?: string;
}

/// Something to do beside create, change and delete, at an address of its own.
export interface Action {
  name: string;
  label: string;
  on: 'record' | 'list';
  method: string;
  href: string;
  icon?: string;
  /// null: sent without a body.
  body: Record<string, unknown> | null;
  fields: Field[];
  /// What its answer is: a link to hand over, a secret that is shown once, the schema of somebody else, or nothing of interest.
  result: { kind: 'link' | 'secret' | 'schema' | 'none'; member?: string };
}

export interface EntityAnswer {
  path: string;
  icon?: string;
  label: { one: string; many: string };
  title: string | null;
  search: boolean;
  can: string[];
  list: { columns: string[]; filters: string[]; sort: string[] };
  fields: Field[];
  rules: Rule[];
  workflow?: Workflow;
  actions?: Action[];
}

export interface MenuItem {
  entity?: string;
  dashboard?: string;
  page?: string;
}

export interface Plugin {
  id: string;
  version: string;
  label: string;
  icon?: string;
  menu: MenuItem[];
}

export interface Tile {
  indicator: string;
  href: string;
  label: string;
  unit: string | null;
  /// Sums of money.
  money: boolean;
  /// Its categories are periods, in the order of time.
  over_time: boolean;
  chart: 'bar' | 'line' | 'none';
}

export interface Dashboard {
  label: string;
  tiles: Tile[];
}

/// Where the records of a dimension are chosen from by who may read no more of them than their names.
export interface RecordSource {
  href: string;
  /// Whether it is searched by words; where it is not, that is done here.
  search: boolean;
}

export interface Dimension {
  name: string;
  label: string;
  self?: boolean;
  /// Of what is not oneself.
  records?: RecordSource;
}

/// An action of the journal's entries; those of the core are of every plugin's records.
export interface EventKind {
  plugin: string;
  name: string;
  label: string;
}

/// The server's own day and limits.
export interface System {
  today: string;
  utc_offset: string;
  upload: { max_bytes: number; extensions: string[] };
  password: { min_length: number };
}

export interface SchemaAnswer {
  system: System;
  plugins: Plugin[];
  entities: Record<string, EntityAnswer>;
  dashboards: Record<string, Dashboard>;
  dimensions: Dimension[];
  /// What the journal tells of, for who may read it.
  events: EventKind[];
  /// What the caller's grants are bound to, each once: ids by dimension.
  bound: Record<string, number[]>[];
}

/// What GET /api/v1/agency answers: whose server this is.
export interface Agency {
  name: string;
  /// Its record.
  href?: string;
  demo: boolean;
  /// Of plugins, for everybody.
  pages: { href: string; label: { vi: string; en: string } }[];
}

/// A reference as records carry it: without a label where the caller may not read what it refers to.
export interface Reference {
  id: number;
  label: string | null;
}

/// A reference as it is shown.
export interface Link {
  id: number;
  label: string;
}

export interface RecordMeta {
  can: string[];
  transitions: { name: string; label: string }[];
}

export type Row = { id: number; version?: number; meta?: RecordMeta } & { [field: string]: unknown };

export interface Page<T> {
  data: T[];
  page: { next: string | null; count?: number };
}
