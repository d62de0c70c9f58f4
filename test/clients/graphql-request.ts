import { ClientError, GraphQLClient } from 'graphql-request';
import { getSdk } from './generated/sdk.ts';
import { allKeys, bearer, partial, withoutJira, type Hub } from './hub.ts';

export function graphqlRequest(hub: Hub): void {
  describe('the SDK that codegen makes for graphql-request', () => {
    const clientOf = (authorization = bearer(hub())): GraphQLClient => new GraphQLClient(hub().url, { headers: { authorization } });

    it('reads page after page, in types', async () => {
      const sdk = getSdk(clientOf());
      const keys: string[] = [];
      let after: string | null = null;
      do {
        const { releases } = await sdk.ReleaseList({ first: 3, after });
        keys.push(...releases?.nodes.map(({ key }) => key) ?? []);
        after = releases?.pageInfo.hasNextPage === true ? releases.pageInfo.endCursor : null;
      } while (after !== null);
      expect(keys).toEqual(await allKeys(hub()));
    });

    it('judges, and tells people’s mistakes beside what a mutation did', async () => {
      const sdk = getSdk(clientOf());
      const { release } = await sdk.WhyNotReady({ key: 'payments-2.4.0', environment: 'production' });
      expect(release?.readiness?.verdicts.filter(({ outcome }) => outcome === 'FAIL').map(({ gate }) => gate.name)).toContain('change-is-approved');
      expect((await sdk.Describe({ key: 'statements-5.0.1', description: 'By the SDK.' })).updateRelease).toMatchObject({ release: { description: 'By the SDK.' }, userErrors: [] });
      expect((await sdk.Describe({ key: 'nothing-1', description: '' })).updateRelease).toMatchObject({ release: null, userErrors: [{ code: 'NOT_FOUND' }] });
    });

    it('answers partly with errorPolicy all, and throws without', async () => {
      await withoutJira(hub(), async () => {
        const { data, errors } = await new GraphQLClient(hub().url, { headers: { authorization: bearer(hub()) }, errorPolicy: 'all' }).rawRequest<object>(partial);
        expect([data, errors?.map(({ extensions }) => extensions['code'])]).toEqual([expect.objectContaining({ workItem: null }), ['SOURCE_UNAVAILABLE']]);
        await expect(clientOf().request(partial)).rejects.toThrow('jira');
      });
    });

    it('is told plainly that a token is not known', async () => {
      const failed = await getSdk(clientOf('Bearer nobody')).ReleaseList({ first: 1 }).catch((error: unknown) => error);
      expect(failed instanceof ClientError && failed.response.status).toBe(401);
    });
  });
}
