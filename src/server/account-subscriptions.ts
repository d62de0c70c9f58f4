import { createHash, randomUUID } from 'node:crypto';
import { getOperationAST } from 'graphql';
import type { Accounted } from './account.ts';
import type { Subscriptions } from './subscriptions.ts';
import { within, workInHand } from './work-in-hand.ts';

/** The same subscriptions, with an account of how each began: OK or REFUSED, and how long that took. */
export function accounted(inner: Subscriptions, told: Accounted): Subscriptions {
  return {
    schema: inner.schema,
    said: (errors) => inner.said(errors),
    // What comes over a socket is a request of its own.
    begin: (asked, contextOf) => within({ requestId: workInHand().requestId ?? randomUUID() }, async () => {
      const beganAtMs = performance.now();
      const begun = await inner.begin(asked, contextOf);
      const isRefused = 'errors' in begun;
      told({
        type: isRefused ? null : 'subscription',
        name: isRefused ? null : getOperationAST(begun.document, asked.operationName)?.name?.value ?? null,
        hash: isRefused ? null : createHash('sha256').update(begun.text).digest('hex'),
        cost: null,
        codes: isRefused ? inner.said(begun.errors).map(({ extensions }) => String(extensions?.['code'])) : [],
        hasData: !isRefused,
      }, { outcome: isRefused ? 'REFUSED' : 'OK', status: 200, seconds: (performance.now() - beganAtMs) / 1_000 });
      return begun;
    }),
    get size() { return inner.size; },
    close: () => inner.close(),
  };
}
