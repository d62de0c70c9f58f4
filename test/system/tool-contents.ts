import { artifactoryCredentials } from '../../sandbox/bank/credentials.ts';
import { itopCredentials } from '../../sandbox/itop/index.ts';
import { jiraDataCenterCredentials } from '../../sandbox/jira-data-center/index.ts';
import type { Story } from '../../sandbox/bank/story.ts';
import { signIns } from './tools.ts';

/** Everything of one kind that a tool shows to our account, as the tool itself lists it: names that the mirror must know. */
export interface ToolContents {
  readonly connection: string;
  readonly kind: string;
  readonly names: readonly string[];
}

type Urls = Readonly<Record<'servicenow' | 'jira' | 'artifactory' | 'itop' | 'jira-data-center', string>>;

const tables = { 'change': 'change_request', 'ci': 'cmdb_ci', 'service': 'cmdb_ci_service', 'incident': 'incident', 'problem': 'problem', 'account': 'sys_user', 'knowledge': 'kb_knowledge' } as const;
const classes = { change: 'Change', ci: 'FunctionalCI', service: 'Service', incident: 'Incident', problem: 'Problem' } as const;

/** Asked past the hub and its connectors, with plain requests. */
export async function toolContents(urls: Urls, story: Story): Promise<readonly ToolContents[]> {
  const listed = async (connection: string, kind: string, keys: Promise<readonly string[]>): Promise<ToolContents> => ({ connection, kind, names: (await keys).map((key) => `${connection}:${kind}:${key}`) });
  const projects = story.services.map(({ project }) => project);
  const cloud = { url: urls.jira, root: '/rest/api/3', authorization: signIns.jira };
  const dataCenter = { url: urls['jira-data-center'], root: '/rest/api/2', authorization: `Bearer ${jiraDataCenterCredentials.token}` };
  return Promise.all([
    ...Object.entries(tables).map(([kind, table]) => listed('servicenow', kind, rows(urls.servicenow, table))),
    ...Object.entries(classes).map(([kind, className]) => listed('itop', kind, objects(urls.itop, className))),
    listed('artifactory', 'artifact', files(urls.artifactory)),
    listed('jira', 'work-item', Promise.resolve(story.releases.flatMap(({ workItems }) => workItems.map(({ key }) => key)))),
    listed('jira-data-center', 'work-item', Promise.resolve(story.releases.flatMap(({ workItems }) => workItems.map(({ key }) => key)))),
    listed('jira', 'version', versions(cloud, projects)),
    listed('jira-data-center', 'version', versions(dataCenter, projects)),
  ]);
}

async function answerOf<T>(url: string, authorization: string, post?: { readonly type: string; readonly body: string }): Promise<T> {
  const response = await fetch(url, { headers: { accept: 'application/json', authorization, ...(post && { 'content-type': post.type }) }, ...(post && { method: 'POST', body: post.body }) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
  return await response.json() as T;
}

async function rows(url: string, table: string): Promise<readonly string[]> {
  const { result } = await answerOf<{ readonly result: readonly { readonly sys_id: string }[] }>(`${url}/api/now/table/${table}?sysparm_fields=sys_id&sysparm_limit=10000`, signIns.servicenow);
  return result.map(({ sys_id: id }) => id);
}

async function objects(url: string, className: string): Promise<readonly string[]> {
  const { userName, password } = itopCredentials.integration;
  const question = { operation: 'core/get', class: className, key: `SELECT ${className}`, output_fields: 'friendlyname' };
  const { objects: found } = await answerOf<{ readonly objects: Readonly<Record<string, { readonly key: string }>> | null }>(`${url}/webservices/rest.php?version=1.3`, `Basic ${btoa(`${userName}:${password}`)}`, {
    type: 'application/x-www-form-urlencoded', body: new URLSearchParams({ json_data: JSON.stringify(question) }).toString(),
  });
  return Object.values(found ?? {}).map(({ key }) => key);
}

async function files(url: string): Promise<readonly string[]> {
  const { results } = await answerOf<{ readonly results: readonly { readonly repo: string; readonly path: string; readonly name: string }[] }>(`${url}/artifactory/api/search/aql`, `Bearer ${artifactoryCredentials.accessToken}`, {
    type: 'text/plain', body: 'items.find({"type":"file"}).include("repo","path","name")',
  });
  return results.map(({ repo, path, name }) => (path === '.' ? `${repo}/${name}` : `${repo}/${path}/${name}`));
}

async function versions({ url, root, authorization }: { readonly url: string; readonly root: string; readonly authorization: string }, projects: readonly string[]): Promise<readonly string[]> {
  const told = await Promise.all(projects.map((project) => answerOf<readonly { readonly id: string }[]>(`${url}${root}/project/${project}/versions`, authorization)));
  return told.flat().map(({ id }) => id);
}
