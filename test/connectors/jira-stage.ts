import { tellStory } from '../../sandbox/bank/bank.ts';
import { jiraCredentials } from '../../sandbox/bank/credentials.ts';
import { startJira } from '../../sandbox/jira/index.ts';
import { jiraDataCenterCredentials, startJiraDataCenter } from '../../sandbox/jira-data-center/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { jira, jiraDataCenter } from '../../src/connectors/jira/index.ts';
import type { Ask } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';

export const act: Ask = { purpose: 'act', maxAgeMs: 0 };
export const clock = { now: (): Date => new Date() };

/** One of the two Jiras, for tests that hold for both. */
export interface Stage {
  readonly name: 'Cloud' | 'Data Center';
  readonly root: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly start: () => Promise<StandIn>;
  readonly connect: (tool: StandIn, settings?: { readonly auth?: Auth; readonly options?: Readonly<Record<string, unknown>>; readonly actMs?: number; readonly webhookSecret?: string }) => Connection;
  /** What the stand-in says beside the connector, with the same rights. */
  readonly call: (tool: StandIn, method: string, path: string, body?: unknown) => Promise<{ readonly status: number; readonly body: unknown }>;
}

const basic: Auth = { kind: 'basic', userName: jiraCredentials.email, password: jiraCredentials.apiToken };
const token: Auth = { kind: 'bearer', token: jiraDataCenterCredentials.token };
export const story = tellStory(new Date());

export const cloud: Stage = stage('Cloud', '/rest/api/3', `Basic ${Buffer.from(`${jiraCredentials.email}:${jiraCredentials.apiToken}`).toString('base64')}`, () => startJira({ port: 0, now: clock.now, story }), basic);
export const dataCenter: Stage = stage('Data Center', '/rest/api/2', `Bearer ${jiraDataCenterCredentials.token}`, () => startJiraDataCenter({ port: 0, now: clock.now, story }), token);
export const stages: readonly (readonly [string, Stage])[] = [cloud, dataCenter].map((one) => [one.name, one]);

function stage(name: Stage['name'], root: string, authorization: string, start: Stage['start'], its: Auth): Stage {
  const connector = name === 'Cloud' ? jira : jiraDataCenter;
  const headers = { 'authorization': authorization, 'content-type': 'application/json' };
  return {
    name, root, headers, start,
    connect: (tool, { auth = its, actMs = 5_000, ...settings } = {}) => connector.connect({ name: 'jira', isProduction: true, url: tool.url, auth, deadlines: { pageMs: 5_000, judgeMs: 5_000, actMs }, ...settings }, { clock }),
    async call(tool, method, path, body) {
      const answer = await fetch(`${tool.url}${path.startsWith('/rest/') ? path : root + path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
  };
}
