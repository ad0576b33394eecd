/// Days are dd/mm/yyyy for people and yyyy-mm-dd for the API; instants are UTC for the API and the agency's time for people.

const two = (of: number) => String(of).padStart(2, '0');

export function format_date(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  return day ? `${day}/${month}/${year}` : iso;
}

/// Within the years that the server takes (core/entities/field_types/calendar.cpp).
function is_day(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year <= 2200 && at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/// Takes 3/2/2026, 03-02-2026, 03.02.2026, 03022026 and 2026-02-03; a day that there is not is none.
export function parse_date(typed: string): string | undefined {
  const text = typed.trim();
  const found = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const [day, month, year] = found ? [found[1], found[2], found[3]] : iso ? [iso[3], iso[2], iso[1]] : [];
  if (!day || !is_day(Number(year), Number(month), Number(day))) return undefined;
  return `${year}-${two(Number(month))}-${two(Number(day))}`;
}

/// Minutes east of UTC: "+07:00" is 420.
function minutes_of_offset(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  return hours ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

export function format_timestamp(iso: string, offset: string, seconds = false): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const there = new Date(at + minutes_of_offset(offset) * 60_000);
  if (Number.isNaN(there.getTime())) return iso;
  const local = there.toISOString();
  return `${format_date(local)} ${local.slice(11, seconds ? 19 : 16)}`;
}

export function parse_timestamp(typed: string, offset: string): string | undefined {
  const [, day, time] = /^(\S+?)(?:[ ,]+(\d{1,2}[:hg]\d{2}))?$/.exec(typed.trim()) ?? [];
  const date = day && parse_date(day);
  if (!date) return undefined;
  const [hours = 0, minutes = 0] = (time ?? '0:00').split(/[:hg]/).map(Number);
  if (hours > 23 || minutes > 59) return undefined;
  const at = Date.parse(`${date}T${two(hours)}:${two(minutes)}:00Z`) - minutes_of_offset(offset) * 60_000;
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

export function today(offset: string, now = Date.now()): string {
  return new Date(now + minutes_of_offset(offset) * 60_000).toISOString().slice(0, 10);
}

export function days_between(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function add_days(iso: string, days: number): string {
  return new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10);
}
