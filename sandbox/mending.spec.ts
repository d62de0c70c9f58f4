import { readFileSync } from 'node:fs';
import { artifactoryCredentials, jiraCredentials, servicenowCredentials } from './bank/credentials.ts';
import { openWorkItem, tamperedArtifact, waitingApproval } from './bank/bank.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** The curl lines of README.md, as they stand there, said by fetch. */
const curls = readFileSync(new URL('README.md', import.meta.url), 'utf8').split('\n').filter((line) => line.startsWith('curl '));

let sandbox: Sandbox;
beforeAll(async () => { sandbox = await startSandbox({ basePort: 0 }); });
afterAll(async () => { await sandbox.close(); });

async function say(line: string): Promise<Response> {
  const option = (name: string): string[] => [...line.matchAll(new RegExp(`${name} (?:'([^']*)'|(\\S+))`, 'g'))].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const url = /http:\/\/127\.0\.0\.1:(\d+)(\S+)/.exec(line);
  const tool = { 4100: sandbox.tools.servicenow, 4101: sandbox.tools.jira, 4102: sandbox.tools.artifactory }[url?.[1] ?? ''];
  const headers = new Headers(option('-H').map((header) => header.split(/: (.*)/).slice(0, 2) as [string, string]));
  for (const user of option('-u')) headers.set('authorization', `Basic ${btoa(user)}`);
  const [body] = option('-d');
  return fetch(`${tool?.url ?? ''}${url?.[2] ?? ''}`, { method: option('-X')[0] ?? 'GET', headers, ...(body === undefined ? {} : { body }) });
}

const read = async (url: string, authorization: string): Promise<unknown> => (await fetch(url, { headers: { authorization, accept: 'application/json' } })).json();
const basic = (user: string, password: string): string => `Basic ${btoa(`${user}:${password}`)}`;

it('are three', () => { expect(curls).toHaveLength(3); });

it('approve the waiting change, which then is scheduled', async () => {
  const { userName, password } = servicenowCredentials.integration;
  const change = async (): Promise<unknown> => read(`${sandbox.tools.servicenow.url}/api/now/table/change_request?sysparm_query=number=${waitingApproval.change}&sysparm_fields=approval,state`, basic(userName, password));
  expect(await change()).toEqual({ result: [{ approval: 'requested', state: '-3' }] });
  expect((await say(curls[0] ?? '')).status).toBe(200);
  expect(await change()).toEqual({ result: [{ approval: 'approved', state: '-2' }] });
});

it('finish the open work', async () => {
  const category = async (): Promise<string> => {
    const issue = await read(`${sandbox.tools.jira.url}/rest/api/3/issue/${openWorkItem}?fields=status`, basic(jiraCredentials.email, jiraCredentials.apiToken));
    return (issue as { fields: { status: { statusCategory: { key: string } } } }).fields.status.statusCategory.key;
  };
  expect(await category()).toBe('indeterminate');
  expect((await say(curls[1] ?? '')).status).toBe(204);
  expect(await category()).toBe('done');
});

it('give the library back what was sealed', async () => {
  const { repository, path, name, content } = tamperedArtifact;
  const url = `${sandbox.tools.artifactory.url}/artifactory/${repository}/${path}/${name}`;
  const authorization = `Bearer ${artifactoryCredentials.adminToken}`;
  const bytes = async (): Promise<string> => (await fetch(url, { headers: { authorization } })).text();
  const sealed = await bytes();
  await fetch(url, { method: 'PUT', headers: { authorization }, body: content });
  expect(await bytes()).toBe(content);
  expect((await say(curls[2] ?? '')).status).toBe(201);
  expect(await bytes()).toBe(sealed);
});
