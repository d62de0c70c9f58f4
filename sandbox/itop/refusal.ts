/** iTop's codes, which stand in the body of an answer that is always HTTP 200 (apis/README.md §15). */
export const codes = { ok: 0, unauthorized: 1, missingVersion: 2, missingJson: 3, invalidJson: 4, unsupportedVersion: 10, unknownOperation: 11, unsafe: 12, internal: 100 } as const;

/** An operation that ends in a code other than 0. Thrown ones read "Error: …" in the answer, told ones do not. */
export class Refusal extends Error {
  override readonly name = 'ITopRefusal';
  readonly code: number;
  readonly isThrown: boolean;

  constructor(code: number, message: string, isThrown: boolean) {
    super(message);
    this.code = code;
    this.isThrown = isThrown;
  }

  get body(): object {
    return this.isThrown ? { code: this.code, message: `Error: ${this.message}` } : { code: this.code, message: this.message, objects: null };
  }
}

/** What iTop throws: a wrong class, attribute, query or value. */
export function thrown(message: string, code: number = codes.internal): Refusal {
  return new Refusal(code, message, true);
}

/** What an operation answers by itself. */
export function told(code: number, message: string): Refusal {
  return new Refusal(code, message, false);
}
