import { artifactoryCredentials, githubCredentials, jiraCredentials, personPassword, servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import type { ToolName } from '../../sandbox/hub-config.ts';
import type { World } from './world.ts';

const basic = (user: string, password: string): string => `Basic ${btoa(`${user}:${password}`)}`;
const { integration, admin } = servicenowCredentials;

/** Who signs in to the stand-ins, as the tools know them. */
export const signIns = {
  servicenow: basic(integration.userName, integration.password),
  servicenowAdmin: basic(admin.userName, admin.password),
  omar: basic('omar.haddad', personPassword),
  jira: basic(jiraCredentials.email, jiraCredentials.apiToken),
  kenji: basic('kenji.sato@northbank.example', personPassword),
  artifactoryAdmin: `Bearer ${artifactoryCredentials.adminToken}`,
  github: `Bearer ${githubCredentials.token}`,
} as const;

/** One plain request to a stand-in, past the hub: what a person does, or looks at, in the tool itself. */
export async function atTool(world: Pick<World, 'sandbox'>, tool: ToolName, request: string, authorization: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const [method = 'GET', path = ''] = request.split(' ');
  const response = await fetch(world.sandbox.tools[tool].url + path, {
    method, headers: { accept: 'application/json', authorization, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${tool} refused ${request}: ${response.status} ${text.slice(0, 300)}`);
  return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) as unknown : text;
}

/** Rows of a ServiceNow table, as the instance itself keeps them. */
export async function rowsOf<T = Readonly<Record<string, string>>>(world: Pick<World, 'sandbox'>, table: string, query: string, fields: string): Promise<readonly T[]> {
  const answer = await atTool(world, 'servicenow', `GET /api/now/table/${table}?sysparm_query=${encodeURIComponent(query)}&sysparm_fields=${fields}`, signIns.servicenowAdmin);
  return (answer as { readonly result: readonly T[] }).result;
}

/** Writes a change in ServiceNow, as its administrator. */
export async function patchChange(world: Pick<World, 'sandbox'>, number: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const [row] = await rowsOf<{ readonly sys_id: string }>(world, 'change_request', `number=${number}`, 'sys_id');
  await atTool(world, 'servicenow', `PATCH /api/now/table/change_request/${row?.sys_id ?? ''}`, signIns.servicenowAdmin, fields);
}

/** A counter that a stand-in itself keeps, by endpoint. */
export async function callsTo(world: World, tool: ToolName, endpoint: string): Promise<number> {
  const { calls } = await atTool(world, tool, 'GET /__sandbox/calls', '') as { readonly calls: Readonly<Record<string, number>> };
  return calls[endpoint] ?? 0;
}
