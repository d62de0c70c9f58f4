/** Deeper than any document people write; what lies below is left out. */
const deepest = 20;
/** After these a document begins a new line. */
const lines: ReadonlySet<string> = new Set(['paragraph', 'heading', 'listItem', 'hardBreak', 'codeBlock', 'tableRow', 'rule']);

/** The words of a text field: v3 sends documents, some fields plain text. Null when there are none. */
export function plainText(value: unknown): string | null {
  const text = (typeof value === 'string' ? value : wordsOf(value, 0)).replace(/\n{2,}/g, '\n').trim();
  return text === '' ? null : text;
}

/** Text as v3 takes it: a document with a paragraph for each line, whose words mean nothing but themselves. */
export function toDocument(text: string): object {
  return { type: 'doc', version: 1, content: text.split('\n').map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] })) };
}

/** Text as v2 takes it: wiki text, with everything escaped that would make a link, a macro or a mention of it. Addresses stay. */
export function toWiki(text: string): string {
  return text.replace(/https?:\/\/[^\s{}[\]|\\]+|[\\{}[\]|*_^~+!]/g, (part) => (part.length > 1 ? part : `\\${part}`));
}

/** Whether a text of either kind holds this line. */
export function hasLine(body: unknown, line: string): boolean {
  return (plainText(body) ?? '').split('\n').some((one) => bare(one) === bare(line));
}

/** Without escapes, and without the spaces that editors add. */
function bare(line: string): string {
  return line.replaceAll('\\', '').replace(/\s+/g, ' ').trim();
}

function wordsOf(node: unknown, depth: number): string {
  if (typeof node !== 'object' || node === null || depth > deepest) return '';
  const { type, text, content } = node as { readonly type?: unknown; readonly text?: unknown; readonly content?: unknown };
  const own = typeof text === 'string' ? text : '';
  const inner = Array.isArray(content) ? content.map((part) => wordsOf(part, depth + 1)).join('') : '';
  return `${own}${inner}${typeof type === 'string' && lines.has(type) ? '\n' : ''}`;
}
