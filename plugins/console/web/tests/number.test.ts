import { describe, expect, it } from 'vitest';
import { compare_numbers, format_money, format_number, format_short, format_size, parse_integer, parse_number } from '../src/lib/format/number';

describe('numbers', () => {
  it.each([
    ['125.000,5', '125000.5'],
    ['7.866.000.000', '7866000000'],
    ['82.5', '82.5'],
    ['1.250', '1250'],
    ['0.125', '0.125'],
    ['-0.500', '-0.500'],
    ['0,125', '0.125'],
    ['1250.125', '1250.125'],
    ['1250,75', '1250.75'],
    ['-3', '-3'],
    ['−1.000', '-1000'],
    ['007', '7'],
    ['-0', '0'],
    ['12 500', '12500'],
  ])('reads %s', (typed, value) => expect(parse_number(typed)).toBe(value));

  it.each(['', 'abc', '1.25.000', '1,2,3', '12.50,5', '1.2.3', ',5', '5,', '012.500', '0.125.000', '0.125,5'])('does not read %s', (typed) => expect(parse_number(typed)).toBeUndefined());

  it('reads money with its unit, and no parts of a đồng', () => {
    expect(parse_integer('7.866.000.000 đ')).toBe('7866000000');
    expect(parse_integer('100 đồng')).toBe('100');
    expect(parse_integer('1,5')).toBeUndefined();
    expect(parse_integer('0.125')).toBeUndefined();
  });

  it('writes what it reads', () => {
    expect(format_number('125000.5')).toBe('125.000,5');
    expect(format_number(-1000)).toBe('−1.000');
    expect(format_number('123456789012345678901234.10')).toBe('123.456.789.012.345.678.901.234,10');
    expect(format_money(7866000000)).toBe('7.866.000.000 đ');
    expect(format_number(0)).toBe('0');
  });

  it('compares without floating point', () => {
    expect(compare_numbers('9007199254740993', '9007199254740992')).toBe(1);
    expect(compare_numbers('1.10', '1.1')).toBe(0);
    expect(compare_numbers('-2', '1')).toBe(-1);
    expect(compare_numbers('-2', '-10')).toBe(1);
    expect(compare_numbers('0.5', '0.45')).toBe(1);
    expect(compare_numbers('0', '-0.0')).toBe(0);
  });

  it('shortens', () => {
    const words = { billion: 'tỷ', million: 'triệu' };
    expect(format_short('7866000000', words)).toEqual({ number: '7,87', unit: 'tỷ' });
    expect(format_short('370000000', words)).toEqual({ number: '370', unit: 'triệu' });
    expect(format_short('100000000', words)).toEqual({ number: '100', unit: 'triệu' });
    expect(format_short('1000000000', words)).toEqual({ number: '1', unit: 'tỷ' });
    expect(format_short('214', words)).toEqual({ number: '214', unit: '' });
    expect(format_size(20971520)).toBe('20,9 MB');
    expect(format_size(999_990)).toBe('999,9 kB');
    expect(format_size(999)).toBe('999 B');
  });
});
