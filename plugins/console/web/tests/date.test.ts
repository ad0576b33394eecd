import { describe, expect, it } from 'vitest';
import { add_days, days_between, format_date, format_timestamp, parse_date, parse_timestamp, today } from '../src/lib/format/date';

const here = '+07:00';

describe('days', () => {
  it.each([
    ['3/2/2026', '2026-02-03'],
    ['03-02-2026', '2026-02-03'],
    ['03.02.2026', '2026-02-03'],
    ['03022026', '2026-02-03'],
    ['2026-02-03', '2026-02-03'],
    ['29/02/2028', '2028-02-29'],
    ['01/01/1900', '1900-01-01'],
    ['31/12/2200', '2200-12-31'],
  ])('reads %s', (typed, iso) => expect(parse_date(typed)).toBe(iso));

  it.each(['30/02/2026', '29/02/2026', '31/04/2026', '00/01/2026', '1/13/2026', '1/2/26', '31/12/1899', '01/01/2201', 'hôm nay', ''])('does not read %s', (typed) =>
    expect(parse_date(typed)).toBeUndefined());

  it('writes the day first', () => expect(format_date('2026-02-03')).toBe('03/02/2026'));

  it('counts', () => {
    expect(days_between('2026-02-27', '2026-03-01')).toBe(2);
    expect(add_days('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('instants', () => {
  it('are shown in the time of the agency', () => {
    expect(format_timestamp('2026-11-27T18:05:09.123456Z', here)).toBe('28/11/2026 01:05');
    expect(format_timestamp('2026-11-27T18:05:09Z', '+00:00', true)).toBe('27/11/2026 18:05:09');
  });
  it('are read in it', () => {
    expect(parse_timestamp('28/11/2026 01:05', here)).toBe('2026-11-27T18:05:00Z');
    expect(parse_timestamp('28/11/2026', here)).toBe('2026-11-27T17:00:00Z');
    expect(parse_timestamp('28/11/2026 25:00', here)).toBeUndefined();
    expect(parse_timestamp('31/11/2026 01:00', here)).toBeUndefined();
  });
  it('say what day it is there', () => expect(today('+07:00', Date.parse('2026-11-27T18:00:00Z'))).toBe('2026-11-28'));
});
