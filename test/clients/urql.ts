import { cacheExchange, Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-sse';
import type { World } from '../system/world.ts';
import { allKeys, bearer, describeRelease, partial, withoutJira, type Hub } from './hub.ts';

interface Page { readonly releases: { readonly nodes: readonly { readonly key: string }[]; readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean } } }

const board = 'query Board($first: Int!, $after: String) { releases(first: $first, after: $after) { nodes { id key } pageInfo { endCursor hasNextPage } } }';

function clientOf(world: World, authorization = bearer(world)): { readonly client: Client; close(): void } {
  const stream = createClient({ url: `${world.url}/stream`, retryAttempts: 0, headers: { authorization } });
  const client = new Client({
    url: world.url, preferGetMethod: false, fetchOptions: { headers: { authorization } },
    exchanges: [cacheExchange, fetchExchange, subscriptionExchange({ forwardSubscription: ({ query = '', variables }) => ({ subscribe: (sink) => ({ unsubscribe: stream.subscribe({ query, variables: variables as Record<string, unknown> }, sink as never) }) }) })],
  });
  return { client, close: () => { stream.dispose(); } };
}

export function urql(hub: Hub): void {
  describe('urql', () => {
    let opened: ReturnType<typeof clientOf>;
    beforeEach(() => { opened = clientOf(hub()); });
    afterEach(() => { opened.close(); });

    it('reads page after page', async () => {
      const keys: string[] = [];
      for (let after: string | null | undefined = null; after !== undefined;) {
        const { data, error }: { data?: Page | undefined; error?: unknown } = await opened.client.query<Page>(board, { first: 3, after }).toPromise();
        expect(error).toBeUndefined();
        keys.push(...(data?.releases.nodes ?? []).map(({ key }) => key));
        after = data?.releases.pageInfo.hasNextPage === true ? data.releases.pageInfo.endCursor : undefined;
      }
      expect(keys).toEqual(await allKeys(hub()));
    });

    it('asks the hub once for what it holds already', async () => {
      const first = await opened.client.query(board, { first: 1 }).toPromise();
      const again = await opened.client.query(board, { first: 1 }).toPromise();
      expect([again.operation.context.meta?.cacheOutcome, again.data]).toEqual(['hit', first.data]);
    });

    it('has data and error side by side when a tool is down', async () => {
      const { data, error } = await withoutJira(hub(), () => opened.client.query<object>(partial, {}).toPromise());
      expect(data).toMatchObject({ change: { number: 'CHG0030002' }, workItem: null });
      expect(error?.graphQLErrors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([[['workItem'], 'SOURCE_UNAVAILABLE']]);
    });

    it('watches over an event stream: how it stands, then each change', async () => {
      const told: unknown[] = [];
      await new Promise<void>((resolve, reject) => {
        const watching = opened.client.subscription<object>('subscription Watch($key: String!) { releaseChanged(key: $key) { key description } }', { key: 'payments-2.4.0' }).subscribe(({ data, error }) => {
          if (error) reject(error);
          else if (told.push(data) === 1) describeRelease(hub(), 'payments-2.4.0', 'For urql.').catch(reject);
          else { watching.unsubscribe(); resolve(); }
        });
      });
      expect(told).toEqual([{ releaseChanged: expect.objectContaining({ key: 'payments-2.4.0' }) as unknown }, { releaseChanged: expect.objectContaining({ description: 'For urql.' }) as unknown }]);
    });

    it('is told plainly that a token is not known', async () => {
      const stranger = clientOf(hub(), 'Bearer nobody');
      const { error } = await stranger.client.query(board, { first: 1 }).toPromise();
      expect((error?.response as Response).status).toBe(401);
      stranger.close();
    });
  });
}
