/// Few files, each a step that a visitor takes: on a line with a long way a file costs more than its bytes. What is in none of them (the
/// calendar, the picker, the chart, English) comes in files of its own when it is first shown. Paths below src, without their ends.
export const chunks: Record<string, string[]> = {
  base: [
    'main', 'App', 'screens/Login', 'screens/LoginForm', 'lib/router', 'lib/storage', 'lib/toasts', 'lib/api/client', 'lib/api/endpoints', 'lib/api/problem',
    'lib/api/session', 'lib/i18n/index', 'lib/i18n/vi', 'lib/schema/types', 'lib/schema/model', 'lib/schema/pages', 'lib/schema/store', 'lib/format/date', 'lib/ui/Icon',
    'lib/ui/icon_names', 'lib/ui/Failure', 'lib/ui/Lazy', 'lib/ui/Loading', 'lib/ui/PasswordField', 'lib/ui/Toasts',
  ],
  screens: [
    'screens/Shell', 'screens/routes', 'screens/Menu', 'screens/Missing', 'screens/Home', 'screens/List', 'screens/Record', 'screens/home/TaskCard', 'screens/home/tasks',
    'screens/list/columns', 'screens/list/FilterChips', 'screens/list/Toolbar', 'screens/record/Details', 'screens/record/Attachment', 'lib/indicators/board',
    'lib/indicators/indicator', 'lib/indicators/StatTile', 'lib/indicators/Tiles', 'lib/rows/RowTable', 'lib/rows/RowCards', 'lib/rows/RowCheck', 'lib/rows/selection',
    'lib/schema/query', 'lib/format/number', 'lib/fields/display', 'lib/fields/faults', 'lib/fields/names', 'lib/fields/Value', 'lib/actions/Actions', 'lib/ui/Dialog',
    'lib/ui/unmounted', 'lib/ui/save', 'lib/ui/scrolls', 'lib/ui/title',
  ],
  form: [
    'screens/Form', 'screens/form/ConflictPanel', 'screens/form/draft', 'screens/form/ErrorSummary', 'screens/form/spans', 'screens/record/Transitions',
    'lib/actions/FieldsForm', 'lib/api/upload', 'lib/fields/AttachmentInput', 'lib/fields/conflict', 'lib/fields/DateInput', 'lib/fields/FieldInput', 'lib/fields/input',
    'lib/fields/made', 'lib/fields/MultiReferenceInput', 'lib/fields/ReferenceInput', 'lib/fields/validate',
  ],
};

const of_file = new Map(Object.entries(chunks).flatMap(([chunk, files]) => files.map((file): [string, string] => [file, chunk])));

/// The chunk of a module, by its path; undefined where the bundler decides.
export function chunk_of(module: string): string | undefined {
  if (/node_modules\/(svelte|esm-env|clsx)\//.test(module)) return 'base';
  const [, file = ''] = /\/src\/([\w/]+)(?:\.svelte)?\.\w+(?:\?.*)?$/.exec(module) ?? [];
  return of_file.get(file);
}
