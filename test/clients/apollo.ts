import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache, ServerError, type TypedDocumentNode } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { filter, firstValueFrom } from 'rxjs';
import { WebSocket } from 'ws';
import type { World } from '../system/world.ts';
import { allKeys, bearer, describeRelease, partial, socketAddress, withoutJira, type Hub } from './hub.ts';

interface Page { readonly releases: { readonly edges: readonly { readonly node: { readonly id: string; readonly key: string } }[]; readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean } } }

const board: TypedDocumentNode<Page, { first: number; after?: string | null }> = gql`query Board($first: Int!, $after: String) { releases(first: $first, after: $after) { edges { cursor node { id key state } } pageInfo { endCursor hasNextPage } } }`;
const page: TypedDocumentNode<{ readonly release: { readonly id: string } }, { key: string }> = gql`query Page($key: String!) { release(key: $key) { id key description owner { id name } } }`;
const watch = gql`subscription Watch($key: String!) { releaseChanged(key: $key) { id key description } }`;

function clientOf(world: World, authorization = bearer(world)): { readonly client: ApolloClient; close(): Promise<void> } {
  const socket = createClient({ url: socketAddress(world), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization } });
  const link = ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, new GraphQLWsLink(socket), new HttpLink({ uri: world.url, headers: { authorization } }));
  const cache = new InMemoryCache({ typePolicies: { Query: { fields: { releases: relayStylePagination() } } } });
  const client = new ApolloClient({ link, cache });
  return { client, close: async () => { client.stop(); await socket.dispose(); } };
}

export function apolloClient(hub: Hub): void {
  describe('Apollo Client', () => {
    let opened: ReturnType<typeof clientOf>;
    beforeEach(() => { opened = clientOf(hub()); });
    afterEach(() => opened.close());

    it('keeps each record once, under its id, whichever operation read it', async () => {
      const { client } = opened;
      await client.query({ query: board, variables: { first: 100 } });
      const { data } = await client.query({ query: page, variables: { key: 'ledger-1.9.2' } });
      const kept = client.cache.extract() as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      const releases = Object.keys(kept).filter((name) => name.startsWith('Release:'));
      expect(releases).toHaveLength((await allKeys(hub())).length);
      expect(kept[`Release:${data?.release.id ?? ''}`]).toMatchObject({ key: 'ledger-1.9.2', state: expect.any(String) as unknown, owner: { __ref: expect.stringMatching(/^Person:/) as unknown } });
    });

    it('reads page after page into one list', async () => {
      const { client } = opened;
      const list = client.watchQuery({ query: board, variables: { first: 2 } });
      const subscription = list.subscribe(() => undefined);
      const whenShown = async (isWhole: boolean): Promise<Page> => (await firstValueFrom(list.pipe(filter(({ data, loading }) => !loading && (!isWhole || !(data as Page).releases.pageInfo.hasNextPage))))).data as Page;
      let info = (await whenShown(false)).releases.pageInfo;
      while (info.hasNextPage) info = (await list.fetchMore({ variables: { after: info.endCursor } })).data.releases.pageInfo;
      const shown = await whenShown(true);
      subscription.unsubscribe();
      expect(shown.releases.edges.map(({ node }) => node.key)).toEqual(await allKeys(hub()));
    });

    it('shows what is there and says what is not, with errorPolicy all', async () => {
      const { data, error } = await withoutJira(hub(), () => opened.client.query({ query: gql(partial), errorPolicy: 'all' }));
      expect(data).toMatchObject({ change: { number: 'CHG0030002' }, workItem: null });
      expect(CombinedGraphQLErrors.is(error) && error.errors).toEqual([expect.objectContaining({ path: ['workItem'], extensions: expect.objectContaining({ code: 'SOURCE_UNAVAILABLE', connection: 'jira' }) as unknown })]);
    });

    it('writes what a mutation answers over what it kept', async () => {
      const { client } = opened;
      await client.query({ query: page, variables: { key: 'cards-3.1.0' } });
      await client.mutate({ mutation: gql`mutation Describe($input: UpdateReleaseInput!) { updateRelease(input: $input) { release { id description } userErrors { code } } }`, variables: { input: { key: 'cards-3.1.0', description: 'By Apollo.' } } });
      expect(client.cache.readQuery({ query: page, variables: { key: 'cards-3.1.0' } })).toMatchObject({ release: { description: 'By Apollo.' } });
    });

    it('watches over graphql-ws: how it stands, then each change', async () => {
      const told: unknown[] = [];
      const watching = opened.client.subscribe({ query: watch, variables: { key: 'ledger-1.9.2' } });
      await new Promise<void>((resolve, reject) => {
        const subscription = watching.subscribe({
          next: ({ data }) => {
            if (told.push(data) === 1) describeRelease(hub(), 'ledger-1.9.2', 'For Apollo.').catch(reject);
            else { subscription.unsubscribe(); resolve(); }
          },
          error: reject,
        });
      });
      expect(told).toEqual([{ releaseChanged: expect.objectContaining({ key: 'ledger-1.9.2' }) as unknown }, { releaseChanged: expect.objectContaining({ description: 'For Apollo.' }) as unknown }]);
    });

    it('is told plainly that a token is not known', async () => {
      const stranger = clientOf(hub(), 'Bearer nobody');
      const { error } = await stranger.client.query({ query: board, variables: { first: 1 }, errorPolicy: 'all' });
      expect(ServerError.is(error) && error.statusCode).toBe(401);
      await stranger.close();
    });
  });
}
