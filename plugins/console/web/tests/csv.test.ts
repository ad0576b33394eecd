import { expect, it } from 'vitest';
import { parse_csv, write_csv } from '../src/lib/format/csv';

it('reads quotes, marks and all ends of lines', () => {
  expect(parse_csv('\ufeffTên,"Xã, phường"\r\n"Công ty ""Xứ Lạng""",x\n\r\na,')).toEqual([['Tên', 'Xã, phường'], ['Công ty "Xứ Lạng"', 'x'], [''], ['a', '']]);
});
it('reads semicolons where the first line, outside quotes, has no comma', () => {
  expect(parse_csv('\ufeffTên;"Xã, phường"\r\n"Công ty; Xứ Lạng";1,5')).toEqual([['Tên', 'Xã, phường'], ['Công ty; Xứ Lạng', '1,5']]);
  expect(parse_csv('a;b,c\nd;e,f')).toEqual([['a;b', 'c'], ['d;e', 'f']]);
  expect(parse_csv('a\nb;c,d')).toEqual([['a'], ['b;c', 'd']]);
});
it('reads a line break within a cell', () => expect(parse_csv('a,"b\nc"')).toEqual([['a', 'b\nc']]));
it('writes what it reads, and no formula', () => {
  expect(parse_csv(write_csv([['a,b', 'c"d'], ['', 'e']]))).toEqual([['a,b', 'c"d'], ['', 'e']]);
  expect(write_csv([['=1+1']])).toBe("\ufeff'=1+1\r\n");
  expect(write_csv([['\r=1+1']])).toBe('\ufeff"\'\r=1+1"\r\n');
});
