import { thrown } from '../refusal.ts';

export interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'sign';
  readonly text: string;
}

/** In quotes only \\ and the quote itself are escaped; any other backslash is an error. */
const shapes: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['text', /'(?:[^\\']|\\'|\\\\)*'|"(?:[^\\"]|\\"|\\\\)*"/y],
  ['number', /-?\d+/y],
  ['word', /`[^`]+`|[A-Za-z_]\w*/y],
  ['sign', /<=|>=|!=|[=<>(),.]/y],
];

/** @throws Refusal 100 in the lexer's words */
export function lex(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const found = longest(query, at);
    if (found === undefined) throw thrown(`Unexpected input at line 1: ${query.slice(at, at + 10)}`);
    if (found.kind !== 'space') tokens.push({ kind: found.kind, text: found.kind === 'text' ? unquoted(found.text) : found.text.replaceAll('`', '') });
    at += found.text.length;
  }
  return tokens;
}

function longest(query: string, at: number): { readonly kind: Token['kind'] | 'space'; readonly text: string } | undefined {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const [text] = shape.exec(query) ?? [];
    if (text !== undefined) return { kind, text };
  }
  return undefined;
}

function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
}
