import { JqlError, lex, placeOf } from './lex.ts';
import type { Token } from './lex.ts';

export type Operator = '=' | '!=' | '~' | '!~' | '>' | '>=' | '<' | '<=' | 'in' | 'not in' | 'is' | 'is not';

/** One value of a comparison; an unquoted whole number may mean an id. */
export type Operand =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'function'; readonly name: string };

export interface Comparison { readonly kind: 'comparison'; readonly field: string; readonly operator: Operator; readonly operands: readonly Operand[] }

export type Clause =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Clause[] }
  | { readonly kind: 'not'; readonly part: Clause }
  | Comparison;

export interface Query {
  /** null: no restriction at all */
  readonly clause: Clause | null;
  readonly orderBy: readonly { readonly field: string; readonly isDescending: boolean }[];
}

/** Reads the part of JQL that the sandbox understands. @throws JqlError in Jira's own words. */
export function parse(jql: string): Query {
  return new Parser(lex(jql)).query();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  query(): Query {
    const clause = this.#isWord('order') || this.#current.kind === 'end' ? null : this.#either();
    const orderBy = this.#isWord('order') ? this.#orderBy() : [];
    if (this.#current.kind !== 'end') throw this.#unexpected(clause === null ? '\'ORDER BY\'' : 'either \'OR\' or \'AND\'');
    return { clause, orderBy };
  }

  get #current(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', line: 1, character: 1 };
  }

  #isWord(...words: readonly string[]): boolean {
    return this.#current.kind === 'word' && words.includes(this.#current.text.toLowerCase());
  }

  #isSymbol(...texts: readonly string[]): boolean {
    return this.#current.kind === 'symbol' && texts.includes(this.#current.text);
  }

  #take(): Token {
    const token = this.#current;
    this.#at += 1;
    return token;
  }

  #skip(isThere: boolean): boolean {
    if (isThere) this.#at += 1;
    return isThere;
  }

  #either(): Clause {
    const parts = [this.#both()];
    while (this.#skip(this.#isWord('or') || this.#isSymbol('||', '|'))) parts.push(this.#both());
    return this.#joined('or', parts);
  }

  #both(): Clause {
    const parts = [this.#one()];
    while (this.#skip(this.#isWord('and') || this.#isSymbol('&&', '&'))) parts.push(this.#one());
    return this.#joined('and', parts);
  }

  #joined(kind: 'and' | 'or', parts: readonly Clause[]): Clause {
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind, parts };
  }

  #one(): Clause {
    if (this.#skip(this.#isWord('not') || this.#isSymbol('!'))) return { kind: 'not', part: this.#one() };
    if (!this.#skip(this.#isSymbol('('))) return this.#comparison();
    const inner = this.#either();
    if (!this.#skip(this.#isSymbol(')'))) throw this.#unexpected('\')\'');
    return inner;
  }

  #comparison(): Comparison {
    if ((this.#current.kind !== 'word' && this.#current.kind !== 'string') || this.#isWord('and', 'or', 'in', 'is')) throw this.#unexpected('a field name');
    const field = this.#take().text;
    const operator = this.#operator();
    const operands = operator === 'in' || operator === 'not in' ? this.#list() : [this.#operand()];
    return { kind: 'comparison', field, operator, operands };
  }

  #operator(): Operator {
    if (this.#isSymbol('=', '!=', '~', '!~', '>', '>=', '<', '<=')) return this.#take().text as Operator;
    if (this.#skip(this.#isWord('in'))) return 'in';
    if (this.#skip(this.#isWord('is'))) return this.#skip(this.#isWord('not')) ? 'is not' : 'is';
    if (this.#skip(this.#isWord('not'))) {
      if (this.#skip(this.#isWord('in'))) return 'not in';
      throw this.#unexpected('\'IN\'');
    }
    throw this.#unexpected('operator');
  }

  #list(): readonly Operand[] {
    if (!this.#skip(this.#isSymbol('('))) throw this.#unexpected('\'(\'');
    const operands = [this.#operand()];
    while (this.#skip(this.#isSymbol(','))) operands.push(this.#operand());
    if (!this.#skip(this.#isSymbol(')'))) throw this.#unexpected('either \')\' or \',\'');
    return operands;
  }

  #operand(): Operand {
    if (this.#current.kind !== 'word' && this.#current.kind !== 'string') throw this.#unexpected('either a value, list or function');
    const token = this.#take();
    if (token.kind === 'string') return { kind: 'text', text: token.text, isQuoted: true };
    if (this.#skip(this.#isSymbol('('))) {
      if (!this.#skip(this.#isSymbol(')'))) throw this.#unexpected('\')\'');
      return { kind: 'function', name: token.text };
    }
    return ['empty', 'null'].includes(token.text.toLowerCase()) ? { kind: 'empty' } : { kind: 'text', text: token.text, isQuoted: false };
  }

  #orderBy(): { field: string; isDescending: boolean }[] {
    this.#take();
    if (!this.#skip(this.#isWord('by'))) throw this.#unexpected('\'BY\'');
    const fields: { field: string; isDescending: boolean }[] = [];
    do {
      if (this.#current.kind !== 'word' && this.#current.kind !== 'string') throw this.#unexpected('a field name');
      const field = this.#take().text;
      const isDescending = this.#isWord('desc');
      this.#skip(this.#isWord('asc', 'desc'));
      fields.push({ field, isDescending });
    } while (this.#skip(this.#isSymbol(',')));
    if (fields.length > 7) throw new JqlError('The maximum number of fields to order by is 7.');
    return fields;
  }

  #unexpected(expected: string): JqlError {
    const token = this.#current;
    const got = token.kind === 'end' ? 'the end of the query was reached' : `got '${token.text}'`;
    return new JqlError(`Error in the JQL Query: Expecting ${expected} but ${got}. ${placeOf(token)}`);
  }
}
