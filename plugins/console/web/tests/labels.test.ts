import { describe, expect, it, vi } from 'vitest';
import { shown_text } from '../src/lib/fields/display';
import { to_input } from '../src/lib/fields/input';
import { text, use_language } from '../src/lib/i18n/index.svelte';
import type { Field } from '../src/lib/schema/types';
import { who_did, type JournalEntry } from '../src/lib/journal/entry';

const field = (type: string): Field => ({ name: type, type, label: type, required: false, readonly: false, immutable: false, sortable: false });

describe('a reference whose label the caller may not know', () => {
  const hidden = { id: 7, label: null };
  it('is called by its number', () => {
    expect(shown_text(field('reference'), hidden, '+07:00')).toBe('#7');
    expect(shown_text(field('multi_reference'), [{ id: 3, label: 'Lan' }, hidden], '+07:00')).toBe('Lan; #7');
  });
  it('stays itself in a form', () => {
    expect(to_input(field('reference'), hidden, '+07:00')).toEqual({ id: 7, label: '#7' });
    expect(to_input(field('multi_reference'), [hidden], '+07:00')).toEqual([{ id: 7, label: '#7' }]);
  });
});

describe('who did something', () => {
  const entry = (user: JournalEntry['user'], erased = false): JournalEntry => ({ at: '', user, origin: null, action: 'update', changes: null, erased });
  it.each<[JournalEntry['user'], boolean, string]>([
    [{ id: 3, label: 'Lan' }, false, 'Lan'], ['seed', false, 'seed'], [{ id: null, label: 'lann' }, false, 'lann'],
    [null, false, 'Hệ thống'], ['', false, 'Hệ thống'],
    [{ id: 3, label: null }, true, '(đã xóa) #3'], [null, true, '(đã xóa)'], ['', true, '(đã xóa)'],
  ])('by %j, erased: %s, is %s', (user, erased, who) => expect(who_did(entry(user, erased))).toBe(who));
});

it('counts in English', async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await use_language('en');
  expect([text('records', { count: 1 }), text('records', { count: '1.000' }), text('days_left', { count: 0 })]).toEqual(['1 record', '1.000 records', '0 days left']);
  await use_language('vi');
  vi.unstubAllGlobals();
});
