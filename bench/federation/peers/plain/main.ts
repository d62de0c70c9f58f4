import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readCatalogue } from '../tools/catalogue.ts';
import { openTool } from '../tools/tool.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { typeDefs } from './schema.ts';

/** The plain way: Apollo Server with a loader per kind and request, asking the tools each time. No permissions, no mirror. */
const catalogue = readCatalogue();
const mostSockets = 50;
const tools = {
  servicenow: openTool(catalogue.tools.servicenow, mostSockets),
  jira: openTool(catalogue.tools.jira, mostSockets),
  artifactory: openTool(catalogue.tools.artifactory, mostSockets),
};

const server = new ApolloServer<Loaders>({ typeDefs, resolvers });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' }, context: () => Promise.resolve(createLoaders(catalogue, tools)) });
process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
process.once('disconnect', () => process.exit(0));
