import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createOperationDescriptor, Environment, fetchQuery, getRequest, getSingularSelector, Network, RecordSource, Store, type ConcreteRequest, type GraphQLTaggedNode, type OperationDescriptor, type ReaderFragment, type Variables } from 'relay-runtime';
import { root } from '../system/program.ts';
import { allKeys, bearer, describeRelease, type Hub } from './hub.ts';

/** What a page of a portal would hold; the compiler reads it, and checks every word of it by the schema. */
const source = `
graphql\`query boardQuery($count: Int!) { ...board_releases @arguments(count: $count) }\`;

graphql\`fragment board_releases on Query
  @refetchable(queryName: "boardPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }) {
    releases(first: $count, after: $cursor) @connection(key: "board_releases") { edges { node { id key ...board_release } } }
  }\`;

graphql\`fragment board_release on Release
  @refetchable(queryName: "boardReleaseRefetchQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 1 }, cursor: { type: "String" }) {
    description
    timeline(first: $count, after: $cursor) @connection(key: "board_timeline") { edges { node { id } } }
  }\`;
`;

interface Edges<T> { readonly edges: readonly { readonly node: T }[]; readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean } }
interface Board { readonly releases: Edges<{ readonly id: string; readonly key: string }> }
interface Release { readonly description: string | null; readonly timeline: Edges<{ readonly id: string }> }

/** relay-compiler run on schema.graphql; answers how to load what it wrote. */
async function compile(folder: string): Promise<(artifact: string) => GraphQLTaggedNode> {
  mkdirSync(path.join(folder, '__generated__'));
  writeFileSync(path.join(folder, 'board.js'), source);
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "commonjs" }');
  writeFileSync(path.join(folder, 'relay.config.json'), JSON.stringify({ src: '.', schema: path.relative(folder, path.join(root, 'schema.graphql')), language: 'javascript', artifactDirectory: './__generated__', eagerEsModules: false }));
  await promisify(execFile)(process.execPath, [path.join(root, 'node_modules/relay-compiler/cli.js'), 'relay.config.json'], { cwd: folder });
  const load = createRequire(path.join(folder, 'package.json'));
  return (artifact) => load(`./__generated__/${artifact}.graphql`) as GraphQLTaggedNode;
}

export function relay(hub: Hub): void {
  describe('Relay', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-relay-'));
    afterAll(() => { rmSync(folder, { recursive: true }); });
    let artifact: (name: string) => GraphQLTaggedNode;
    beforeAll(async () => { artifact = await compile(folder); });

    const open = (): Environment => new Environment({
      store: new Store(new RecordSource()),
      network: Network.create(async ({ text }, variables) => {
        const response = await fetch(hub().url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: bearer(hub()) }, body: JSON.stringify({ query: text, variables }) });
        return await response.json() as { data: object };
      }),
    });
    const run = async (environment: Environment, name: string, variables: Variables): Promise<OperationDescriptor> => {
      const request = artifact(name);
      const operation = createOperationDescriptor(getRequest(request), variables);
      environment.retain(operation);
      await fetchQuery(environment, request, variables).toPromise();
      return operation;
    };
    const read = (environment: Environment, fragment: string, reference: unknown): unknown => {
      const { data, isMissingData } = environment.lookup(getSingularSelector(artifact(fragment) as ReaderFragment, reference));
      expect(isMissingData).toBe(false);
      return data;
    };

    it('compiles a paginated fragment and a refetch from schema.graphql as it is', () => {
      expect((artifact('boardPaginationQuery') as ConcreteRequest).params.text).toContain('releases(first: $count, after: $cursor)');
      expect((artifact('boardReleaseRefetchQuery') as ConcreteRequest).params.text).toContain('node(id: $id)');
    });

    it('reads page after page into one connection', async () => {
      const environment = open();
      const first = await run(environment, 'boardQuery', { count: 2 });
      const board = (): Board => read(environment, 'board_releases', environment.lookup(first.fragment).data) as Board;
      expect(board().releases.edges).toHaveLength(2);
      while (board().releases.pageInfo.hasNextPage) await run(environment, 'boardPaginationQuery', { count: 2, cursor: board().releases.pageInfo.endCursor });
      expect(board().releases.edges.map(({ node }) => node.key)).toEqual(await allKeys(hub()));
    });

    it('fetches one record anew by its id, and pages on within it', async () => {
      const environment = open();
      const first = await run(environment, 'boardQuery', { count: 2 });
      const [edge] = (read(environment, 'board_releases', environment.lookup(first.fragment).data) as Board).releases.edges;
      const { id, key } = edge?.node ?? neverNull();
      const release = (): Release => read(environment, 'board_release', edge?.node) as Release;
      expect(release().timeline.edges).toHaveLength(1);
      await describeRelease(hub(), key, 'For Relay.');
      await run(environment, 'boardReleaseRefetchQuery', { id, count: 5, cursor: release().timeline.pageInfo.endCursor });
      expect(release().description).toBe('For Relay.');
      expect(release().timeline.edges.length).toBeGreaterThan(1);
      expect(new Set(release().timeline.edges.map(({ node }) => node.id)).size).toBe(release().timeline.edges.length);
    });
  });
}

function neverNull(): never {
  throw new Error('there is no release to read');
}
