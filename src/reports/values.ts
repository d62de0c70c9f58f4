/** Parameters of one statement, numbered in the order in which it names them. */
export class Values {
  readonly list: unknown[];
  readonly #types: string[] = [];

  constructor(before: readonly unknown[] = []) {
    this.list = [...before];
  }

  /** The place of this value in the statement, cast to its type: `$1::text`. */
  as(type: string, value: unknown): string {
    this.list.push(value);
    this.#types.push(type);
    return `$${this.list.length}::${type}`;
  }

  /** The same for data of more than one value. */
  json(value: unknown): string {
    return this.as('jsonb', JSON.stringify(value));
  }

  /** These and, numbered on, those of a part of the statement. */
  more(): Values {
    return new Values(this.list);
  }

  /** A common table expression that names them all: a database refuses parameters that a statement names nowhere, and the selects over one base name different ones. */
  named(): string {
    return `given as (select ${this.#types.map((type, index) => `$${index + 1}::${type}`).join(', ')})`;
  }
}
