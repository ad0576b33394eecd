/// The separator as the server judges it: spreadsheets write a semicolon where the comma is the decimal sign.
function separator_of(text: string): string {
  const [head = ''] = text.replace(/"[^"]*"?/g, '').split(/[\r\n]/, 1);
  const count = (character: string) => head.split(character).length;
  return count(';') > count(',') ? ';' : ',';
}

/// The rows of a CSV file (RFC 4180), empty ones too: index 0 is row 1 of a spreadsheet.
export function parse_csv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/^\ufeff/, '');
  const separator = separator_of(source);
  for (let index = 0; index < source.length; ++index) {
    const character = source[index]!;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (source[index + 1] === '"') {
        cell += '"';
        ++index;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === separator) {
      row.push(cell);
      cell = '';
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && source[index + 1] === '\n') ++index;
      row.push(cell);
      rows.push(row);
      row = [];
      cell = '';
    } else cell += character;
  }
  if (cell || row.length) rows.push([...row, cell]);
  return rows;
}

/// With a mark before it, so that spreadsheets read it as UTF-8. A cell that one would take for a formula is only text.
export function write_csv(rows: readonly (readonly string[])[]): string {
  const cell = (value: string) => {
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
