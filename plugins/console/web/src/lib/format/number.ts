/// Numbers are written the Vietnamese way in both languages, so that "1.250" always means the same: dots between thousands, a decimal comma.

/// `exact` is a decimal number of any length, as the API writes it; no floating-point number is in between.
export function format_number(exact: string | number): string {
  const [, sign = '', whole = '', part] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(exact)) ?? [];
  if (!whole) return String(exact);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return (sign ? '−' : '') + grouped + (part ? `,${part}` : '');
}

export function format_money(vnd: string | number): string {
  return `${format_number(vnd)} đ`;
}

/// "125.000,5" is 125000.5. A single dot is a decimal point where it cannot stand between thousands ("82.5", "0.125").
export function parse_number(typed: string): string | undefined {
  const text = typed.replace(/[\s\u00a0]/g, '').replace(/^[−–]/, '-');
  const [, sign = '', body = ''] = /^([+-]?)([\d.,]+)$/.exec(text) ?? [];
  let written: string | undefined;
  if (/^\d+$/.test(body)) written = body;
  else if (/^[1-9]\d{0,2}(\.\d{3})+$/.test(body)) written = body.replaceAll('.', '');
  else if (/^(\d+|[1-9]\d{0,2}(\.\d{3})+),\d+$/.test(body)) written = body.replaceAll('.', '').replace(',', '.');
  else if (/^(0|[1-9]\d*)\.\d+$/.test(body)) written = body;
  if (written === undefined) return undefined;
  const [whole = '', part] = written.split('.');
  const plain = whole.replace(/^0+(?=\d)/, '') + (part === undefined ? '' : `.${part}`);
  return sign === '-' && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

/// Money may carry its unit: "7.866.000.000 đ".
export function parse_integer(typed: string): string | undefined {
  const number = parse_number(typed.replace(/\s*(đ|₫|đồng|vnd|vnđ)\s*$/i, ''));
  return number !== undefined && !number.includes('.') ? number : undefined;
}

/// -1, 0, 1 for exact decimal numbers.
export function compare_numbers(left: string, right: string): number {
  const parts = (of: string) => {
    const negative = of.startsWith('-');
    const [whole = '', part = ''] = of.replace(/^[-+]/, '').split('.');
    return { negative, whole: whole.replace(/^0+/, ''), part: part.replace(/0+$/, '') };
  };
  const a = parts(left);
  const b = parts(right);
  const zero = (of: typeof a) => !of.whole && !of.part;
  const sign_a = zero(a) ? 0 : a.negative ? -1 : 1;
  const sign_b = zero(b) ? 0 : b.negative ? -1 : 1;
  if (sign_a !== sign_b) return sign_a < sign_b ? -1 : 1;
  if (sign_a === 0) return 0;
  const magnitude =
    a.whole.length !== b.whole.length ? a.whole.length - b.whole.length : a.whole < b.whole ? -1 : a.whole > b.whole ? 1 : a.part < b.part ? -1 : a.part > b.part ? 1 : 0;
  return Math.sign(magnitude) * sign_a;
}

/// Rounded down, so a stated limit is never above the real one.
export function format_size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB'];
  let value = bytes;
  let unit = -1;
  do {
    value /= 1000;
    ++unit;
  } while (value >= 1000 && unit < units.length - 1);
  return `${format_number((Math.floor(value * 10) / 10).toFixed(1)).replace(/,0$/, '')} ${units[unit]}`;
}

/// For the tiles of a dashboard: at most four digits and a word. Exact figures stand in the table.
export function format_short(exact: string, words: { billion: string; million: string }): { number: string; unit: string } {
  const magnitude = Math.abs(Number(exact));
  const shortened = (by: number) => format_number((Number(exact) / by).toFixed(magnitude / by < 100 ? 2 : 0)).replace(/,?0+$/, (zeros) => (zeros.startsWith(',') ? '' : zeros));
  if (magnitude >= 1e9) return { number: shortened(1e9), unit: words.billion };
  if (magnitude >= 1e6) return { number: shortened(1e6), unit: words.million };
  return { number: format_number(exact), unit: '' };
}
