import { toInstant } from '../../../domain/instant.ts';
import type { Instant } from '../../../domain/instant.ts';

/** Deeper than any document people write; what lies below is left out. */
const deepest = 20;
/** After these a document begins a new line. */
const lines: ReadonlySet<string> = new Set(['paragraph', 'heading', 'listItem', 'hardBreak', 'codeBlock', 'tableRow', 'rule']);

/** The words of a text field: v3 sends documents, some fields plain text. Null when there are none. */
export function plainText(value: unknown): string | null {
  const text = (typeof value === 'string' ? value : wordsOf(value, 0)).replace(/\n{2,}/g, '\n').trim();
  return text === '' ? null : text;
}

/** "2021-03-28T08:06:08.711+0800": Jira's offset has no colon (apis/README.md §5). Null for anything else. */
export function readDatetime(value: unknown): Instant | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value)) return null;
  return toInstant(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}

function wordsOf(node: unknown, depth: number): string {
  if (typeof node !== 'object' || node === null || depth > deepest) return '';
  const { type, text, content } = node as { readonly type?: unknown; readonly text?: unknown; readonly content?: unknown };
  const own = typeof text === 'string' ? text : '';
  const inner = Array.isArray(content) ? content.map((part) => wordsOf(part, depth + 1)).join('') : '';
  return `${own}${inner}${typeof type === 'string' && lines.has(type) ? '\n' : ''}`;
}
