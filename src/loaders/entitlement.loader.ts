import DataLoader from 'dataloader';
import { SourceError } from '../domain/error.ts';
import type { AccountRecord, Entitlement } from '../domain/licence.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Records } from '../domain/ports/records.ts';

/** What an account holds; not complete when there are more than are read at once, or some are hidden: it may hold more. */
export interface Holding {
  readonly entitlements: readonly Entitlement[];
  readonly isComplete: boolean;
}

/** Rights that are read at once of one connection. */
const mostEntitlements = 10_000;

/** What accounts hold: one question per connection for all accounts that a tick asks for. */
export function entitlementLoader(records: Records, ask: Ask): DataLoader<AccountRecord, Holding, string> {
  return new DataLoader<AccountRecord, Holding, string>(async (accounts) => {
    const found = new Map(await Promise.all([...Map.groupBy(accounts, ({ source }) => source.connection)].map(async ([connection, its]) => {
      const [answer] = await records.find('entitlements.list', { accounts: its.map(({ id }) => id), limit: mostEntitlements }, ask, [connection]);
      return [connection, answer] as const;
    })));
    return accounts.map(({ source: { connection }, userName }) => {
      const answer = found.get(connection);
      if (answer === undefined) return new Error(`nothing was answered for the entitlements of ${connection}: every connection asked must be answered`);
      if (answer.problem !== null) return new SourceError(connection, answer.problem);
      return { entitlements: answer.records.filter(({ heldBy }) => heldBy?.userName === userName), isComplete: answer.isComplete };
    });
  }, { cacheKeyFn: ({ id }) => id });
}
