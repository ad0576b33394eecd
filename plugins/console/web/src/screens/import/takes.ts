import { text } from '../../lib/i18n/index.svelte';
import type { Field } from '../../lib/schema/types';

/// What is written into a column, where its name does not say it; `target` is what the list is called that a reference leads to.
export function takes(field: Field, target: string | undefined): string {
  switch (field.type) {
    case 'enumeration':
      return text('takes_option', { options: (field.options ?? []).map((each) => each.label).join('; ') });
    case 'boolean':
      return text('takes_boolean');
    case 'date':
      return text('takes_date');
    case 'reference':
      return target ? text('takes_reference', { name: target }) : '';
    case 'multi_reference':
      return target ? text('takes_references', { name: target }) : '';
    default:
      return '';
  }
}
