/** A piece of JQL with its place, both counted from 1 as Jira's messages do. */
export interface Token {
  readonly kind: 'word' | 'string' | 'symbol' | 'end';
  readonly text: string;
  readonly line: number;
  readonly character: number;
}

/** Why Jira refuses a query; the message is what stands in `errorMessages`. */
export class JqlError extends Error {
  override readonly name = 'JqlError';
}

export function placeOf({ line, character }: Pick<Token, 'line' | 'character'>): string {
  return `(line ${line}, character ${character})`;
}

const symbols = ['!=', '!~', '>=', '<=', '&&', '||', '=', '~', '>', '<', '(', ')', ',', '!', '&', '|'];
const reserved = new Set('{}*/%+$#@?;^[]');

/** Cuts JQL into tokens. Characters that JQL reserves stand only inside quotes: a bare e-mail address is a mistake. */
export function lex(jql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < jql.length) {
    const letter = jql.charAt(at);
    if (/\s/.test(letter)) {
      at += 1;
      continue;
    }
    const token = nextToken(jql, at);
    tokens.push(token.token);
    at = token.next;
  }
  return [...tokens, { kind: 'end', text: '', ...place(jql, at) }];
}

function nextToken(jql: string, at: number): { readonly token: Token; readonly next: number } {
  const letter = jql.charAt(at);
  if (letter === '"' || letter === '\'') return quoted(jql, at, letter);
  const symbol = symbols.find((one) => jql.startsWith(one, at));
  if (symbol !== undefined) return { token: { kind: 'symbol', text: symbol, ...place(jql, at) }, next: at + symbol.length };
  if (reserved.has(letter)) throw reservedCharacter(jql, at);
  const word = /^[^\s"'=!<>~(),&|{}*/%+$#@?;^[\]]+/.exec(jql.slice(at))?.[0] ?? letter;
  const next = at + word.length;
  if (reserved.has(jql.charAt(next)) && next < jql.length) throw reservedCharacter(jql, next);
  return { token: { kind: 'word', text: word, ...place(jql, at) }, next };
}

function quoted(jql: string, start: number, quote: string): { readonly token: Token; readonly next: number } {
  let text = '';
  for (let at = start + 1; at < jql.length; at += 1) {
    const letter = jql.charAt(at);
    if (letter === quote) return { token: { kind: 'string', text, ...place(jql, start) }, next: at + 1 };
    if (letter === '\\') at += 1;
    text += jql.charAt(at);
  }
  throw new JqlError(`Error in the JQL Query: The quoted string '${text}' has not been completed. ${placeOf(place(jql, start))}`);
}

function reservedCharacter(jql: string, at: number): JqlError {
  const letter = jql.charAt(at);
  const escape = `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return new JqlError(`Error in the JQL Query: The character '${letter}' is a reserved JQL character. You must enclose it in a string or use the escape '${escape}' instead. ${placeOf(place(jql, at))}`);
}

function place(jql: string, at: number): { line: number; character: number } {
  const before = jql.slice(0, at).split('\n');
  return { line: before.length, character: (before.at(-1)?.length ?? 0) + 1 };
}
