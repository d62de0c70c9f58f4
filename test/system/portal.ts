import { composeServices } from '@apollo/composition';
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLFormattedError } from 'graphql';

type Fetcher = RemoteGraphQLDataSource['fetcher'];

/** What a client of the gateway sends along. */
interface Caller {
  readonly authorization?: string;
  readonly maxAge?: string;
}

/** A portal's own subgraph: it knows releases by their key and services by their id, and says of each release whether it is a favourite. */
const portalSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])
  type Query { favourites: [Release!]! home: Service lost: [Change] }
  type Release @key(fields: "key") { key: String! isFavourite: Boolean! }
  type Service @key(fields: "id", resolvable: false) { id: ID! }
  type Change @key(fields: "id", resolvable: false) { id: ID! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
`;

export interface Portal {
  readonly favourites: readonly string[];
  readonly homeId: string;
  /** Ids of changes that the portal is wrong about. */
  readonly lostIds: readonly string[];
}

export interface GatewayAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

export interface Gateway {
  /** The operations that reached the hub since the last look, each with its variables. */
  sent(): readonly { readonly query: string; readonly variables: Record<string, unknown> }[];
  ask(query: string, caller: Caller): Promise<GatewayAnswer>;
  close(): Promise<void>;
}

/** The supergraph of the hub's subgraph and the portal's; who starts the gateway says where the hub is. @throws Error with what does not compose. */
export function superGraph(hubSdl: string): string {
  const composed = composeServices([{ name: 'muster', url: 'http://muster.invalid', typeDefs: parse(hubSdl) }, { name: 'portal', url: 'http://portal.invalid', typeDefs: parse(portalSdl) }]);
  if (composed.errors !== undefined) throw new Error(composed.errors.map(({ message }) => message).join('\n'));
  return composed.supergraphSdl;
}

/** An Apollo gateway over both, which passes on who asks, and how fresh they want it. It may be started before what it stands in front of. */
export async function startGateway(supergraphSdl: string, { hubUrl, portal: known }: { readonly hubUrl: () => string; readonly portal: () => Portal }): Promise<Gateway> {
  let sent: { readonly query: string; readonly variables: Record<string, unknown> }[] = [];
  const portal = buildSubgraphSchema({
    typeDefs: parse(portalSdl),
    resolvers: {
      Query: { favourites: () => known().favourites.map((key) => ({ key })), home: () => ({ id: known().homeId }), lost: () => known().lostIds.map((id) => ({ id })) },
      Release: { isFavourite: ({ key }: { readonly key: string }) => known().favourites.includes(key) },
    },
  });
  class Hub extends RemoteGraphQLDataSource<Caller> {
    /** Node's own: the gateway's keeps sockets open that nobody can close. */
    override fetcher = fetch as unknown as Fetcher;

    override process(options: GraphQLDataSourceProcessOptions<Caller>): ReturnType<RemoteGraphQLDataSource<Caller>['process']> {
      this.url = hubUrl();
      return super.process(options);
    }

    override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<Caller>): void {
      sent.push({ query: request.query ?? '', variables: request.variables ?? {} });
      const { authorization, maxAge } = context as Caller;
      if (authorization !== undefined) request.http?.headers.set('authorization', authorization);
      if (maxAge !== undefined) request.http?.headers.set('muster-max-age', maxAge);
    }
  }
  const gateway = new ApolloGateway({ supergraphSdl, buildService: ({ name }) => (name === 'muster' ? new Hub() : new LocalGraphQLDataSource(portal)) });
  const server = new ApolloServer<Caller>({ gateway, plugins: [ApolloServerPluginUsageReportingDisabled()], stopOnTerminationSignals: false, nodeEnv: 'test' });
  await server.start();
  return {
    sent() {
      const seen = sent;
      sent = [];
      return seen;
    },
    async ask(query, caller) {
      const { body } = await server.executeOperation({ query }, { contextValue: caller });
      if (body.kind !== 'single') throw new Error('a gateway answers whole');
      return { data: body.singleResult.data ?? null, errors: body.singleResult.errors ?? [] };
    },
    close: () => server.stop(),
  };
}
