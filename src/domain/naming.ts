import type { Change } from './change.ts';
import type { ConfigurationItem } from './configuration-item.ts';

/**
 * Does the text name this word as a whole? Release keys hold dots and dashes, so a plain word boundary is not enough:
 * payments-2.4.0 stands neither in payments-2.4.0-rc1 nor in payments-2.4.01, but it does in "deploys payments-2.4.0."
 * Case does not matter.
 */
export function namesWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][._+-])${literally(word)}(?![\\p{L}\\p{N}]|[._+-][\\p{L}\\p{N}])`, 'iu').test(text);
}

/** Everything a change says in words; null when the tool hid all of it. */
export function textOf(change: Pick<Change, 'title' | 'description'>): string | null {
  const parts = [change.title, change.description].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('\n');
}

/**
 * Which one of the configured environments a change says it goes to: its items' own environment; when no item has one,
 * the only environment its text names. Null when it says none or several: it then belongs to every environment, which
 * can only make releases redder.
 */
export function environmentSaid(change: Change, items: readonly ConfigurationItem[], environments: readonly string[]): string | null {
  const said = new Set(items.flatMap((item) => (item.environment === null ? [] : [item.environment.toLowerCase()])));
  if (said.size > 0) return said.size === 1 ? (environments.find((name) => said.has(name.toLowerCase())) ?? null) : null;
  const text = textOf(change);
  const named = text === null ? [] : environments.filter((name) => namesWord(text, name));
  return named.length === 1 ? (named[0] ?? null) : null;
}

function literally(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
