import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCatalogue } from '../tools/catalogue.ts';
import { openTool } from '../tools/tool.ts';
import { boardOf } from './board.ts';
import { pageOf, type Tools } from './page.ts';

/** The optimum: page and board written by hand for just these two questions, answered by a bare HTTP server. No schema, no permissions, no mirror. */
const catalogue = readCatalogue();
const mostSockets = 10;
const tools: Tools = {
  servicenow: openTool(catalogue.tools.servicenow, mostSockets),
  jira: openTool(catalogue.tools.jira, mostSockets),
  artifactory: openTool(catalogue.tools.artifactory, mostSockets),
};

interface Asked { readonly query: string; readonly variables?: { readonly key?: string } }

async function answer({ query, variables }: Asked): Promise<unknown> {
  if (query.includes('ReleaseBoard')) return { data: await boardOf(catalogue, tools) };
  return { data: await pageOf(catalogue, tools, variables?.key ?? '') };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

const server = createServer((request, response) => {
  void bodyOf(request).then((text) => answer(JSON.parse(text) as Asked)).then(
    (body) => { response.setHeader('content-type', 'application/json').end(JSON.stringify(body)); },
    (error: unknown) => { response.writeHead(500).end(JSON.stringify({ errors: [{ message: String(error) }] })); },
  );
});
server.listen(0, '127.0.0.1', () => { process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` })}\n`); });
process.once('disconnect', () => process.exit(0));
