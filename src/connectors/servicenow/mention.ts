import { valueOf, type Row } from './wire.ts';

/** Does one of the columns hold the text, as ServiceNow's LIKE has it: anywhere, without case? */
export function mentions(row: Row, fields: readonly string[], text: string): boolean {
  return fields.some((field) => valueOf(row, field)?.toLowerCase().includes(text.toLowerCase()) === true);
}

/** Does the prose name this word by itself: not as a part of a longer word, version or key? A full stop may follow it. */
export function isMentioned(word: string, prose: string | null): boolean {
  if (prose?.toLowerCase().includes(word.toLowerCase()) !== true) return false;
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_.-])${escaped}(?![\\p{L}\\p{N}_]|[-.+][\\p{L}\\p{N}_])`, 'iu').test(prose);
}
