import { isAttribute, isClass } from '../model/class-tree.ts';
import { thrown } from '../refusal.ts';
import { lex, type Token } from './lex.ts';

/** What stands left of an operator: an attribute of the object, or a value, as in '1' = '1'. */
export type Side = { readonly attribute: string } | { readonly value: string };

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'compare'; readonly left: Side; readonly operator: string; readonly values: readonly string[] };

export interface Query {
  readonly className: string;
  readonly where: Expression | null;
}

/**
 * The subset of OQL that the stand-in knows: SELECT class [AS alias] [WHERE …] with AND, OR, brackets, = != < <= > >=,
 * [NOT] LIKE and [NOT] IN. No joins, no functions.
 * @throws Refusal 100 for anything else, an unknown class or an unknown attribute
 */
export function parseOql(text: string): Query {
  return new Parser(lex(text)).query();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #className = '';
  #alias = '';

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  query(): Query {
    this.#expectWord('SELECT');
    this.#className = this.#take('word').text;
    if (!isClass(this.#className)) throw thrown(`Unknown class '${this.#className}'`);
    this.#alias = this.#isWord('AS') ? (this.#skip(), this.#take('word').text) : this.#className;
    let where: Expression | null = null;
    if (this.#isWord('WHERE')) {
      this.#skip();
      where = this.#any();
    }
    if (this.#at < this.#tokens.length) throw this.#unexpected();
    return { className: this.#className, where };
  }

  #any(): Expression {
    const parts = [this.#all()];
    while (this.#isWord('OR')) {
      this.#skip();
      parts.push(this.#all());
    }
    return { kind: 'or', parts };
  }

  #all(): Expression {
    const parts = [this.#one()];
    while (this.#isWord('AND')) {
      this.#skip();
      parts.push(this.#one());
    }
    return { kind: 'and', parts };
  }

  #one(): Expression {
    if (this.#isSign('(')) {
      this.#skip();
      const inner = this.#any();
      this.#expectSign(')');
      return inner;
    }
    const left: Side = this.#tokens[this.#at]?.kind === 'word' ? { attribute: this.#attribute() } : { value: this.#value() };
    const isNot = this.#isWord('NOT');
    if (isNot) this.#skip();
    const operator = this.#next().text.toUpperCase();
    if (!(isNot ? ['LIKE', 'IN'] : ['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'IN']).includes(operator)) throw this.#unexpected();
    return { kind: 'compare', left, operator: isNot ? `NOT ${operator}` : operator, values: operator === 'IN' ? this.#list() : [this.#value()] };
  }

  #attribute(): string {
    const first = this.#take('word').text;
    let attribute = first;
    if (this.#isSign('.')) {
      this.#skip();
      if (first !== this.#alias) throw thrown(`Unknown class alias '${first}'`);
      attribute = this.#take('word').text;
    }
    if (!isAttribute(this.#className, attribute)) throw thrown(`Unknown filter code '${attribute}' for class '${this.#className}'`);
    return attribute;
  }

  #list(): readonly string[] {
    this.#expectSign('(');
    const values = [this.#value()];
    while (this.#isSign(',')) {
      this.#skip();
      values.push(this.#value());
    }
    this.#expectSign(')');
    return values;
  }

  #value(): string {
    const token = this.#next();
    if (token.kind !== 'text' && token.kind !== 'number') throw this.#unexpected();
    return token.text;
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.#unexpected();
    this.#at += 1;
    return token;
  }

  #take(kind: Token['kind']): Token {
    if (this.#tokens[this.#at]?.kind !== kind) throw this.#unexpected();
    return this.#next();
  }

  #skip(): void {
    this.#at += 1;
  }

  #isWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'word' && token.text.toUpperCase() === word;
  }

  #isSign(sign: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'sign' && token.text === sign;
  }

  #expectWord(word: string): void {
    if (!this.#isWord(word)) throw this.#unexpected();
    this.#skip();
  }

  #expectSign(sign: string): void {
    if (!this.#isSign(sign)) throw this.#unexpected();
    this.#skip();
  }

  #unexpected(): Error {
    return thrown(`Unexpected token ${this.#tokens[this.#at]?.text ?? '(end)'} at line 1`);
  }
}
