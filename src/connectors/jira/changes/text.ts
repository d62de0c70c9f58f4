/** Deeper than any document people write; what lies below is left out. */
const deepest = 20;
/** After these a document begins a new line. */
const lines: ReadonlySet<string> = new Set(['paragraph', 'heading', 'listItem', 'hardBreak', 'codeBlock', 'tableRow', 'rule']);

/** The words of a text field: v3 sends documents, some fields plain text. Null when there are none. */
export function plainText(value: unknown): string | null {
  const text = (typeof value === 'string' ? value : wordsOf(value, 0)).replace(/\n{2,}/g, '\n').trim();
  return text === '' ? null : text;
}

function wordsOf(node: unknown, depth: number): string {
  if (typeof node !== 'object' || node === null || depth > deepest) return '';
  const { type, text, content } = node as { readonly type?: unknown; readonly text?: unknown; readonly content?: unknown };
  const own = typeof text === 'string' ? text : '';
  const inner = Array.isArray(content) ? content.map((part) => wordsOf(part, depth + 1)).join('') : '';
  return `${own}${inner}${typeof type === 'string' && lines.has(type) ? '\n' : ''}`;
}
