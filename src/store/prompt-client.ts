import { Client, type ClientConfig, type QueryResult } from 'pg';

/**
 * A connection that is asked with a callback for whoever waits for a promise. A promise of pg (8.23) gives a statement its callback only once
 * the statement is made, and V8 (13.6) does not let go of such statements with the young garbage: each stayed, with all its rows, until the whole
 * heap was collected, which then came every second and held up every page on its way.
 */
export class PromptClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const asBefore = super.query.bind(this) as (...asked: readonly unknown[]) => unknown;
    const promptly = (...asked: readonly unknown[]): unknown => {
      const [text, values, ...rest] = asked;
      if (typeof text !== 'string' || !Array.isArray(values) || rest.length > 0) return asBefore(...asked);
      return new Promise((resolve, reject) => {
        asBefore(text, values, (error: Error | null | undefined, result: QueryResult) => { if (error == null) resolve(result); else reject(error); });
      });
    };
    this.query = promptly as typeof this.query;
  }
}
