import { parse } from 'yaml';
import { tellStory } from './bank/bank.ts';
import { hubConfigText, toolNames } from './hub-config.ts';
import type { ToolName } from './hub-config.ts';

interface Config {
  readonly environments: readonly { readonly name: string; readonly policy: string }[];
  readonly connections: readonly { readonly name: string; readonly url: string; readonly auth: object; readonly deadline: object }[];
  readonly services: readonly { readonly key: string; readonly targets: Readonly<Record<string, { readonly match: string }>>; readonly deployers: Readonly<Record<string, { readonly name: string; readonly repository: string }>> }[];
  readonly people: readonly { readonly email: string; readonly accounts: readonly object[] }[];
  readonly access: { readonly sandboxTokens: readonly { readonly token: string; readonly roles: readonly string[] }[] };
  readonly policies: readonly { readonly name: string; readonly gates: Readonly<Record<string, unknown>> }[];
}

const story = tellStory(new Date('2026-03-02T09:00:00Z'));
const urls = Object.fromEntries(toolNames.map((name, nth) => [name, `http://127.0.0.1:${1 + nth}`])) as Record<ToolName, string>;
const tokens = { viewer: 'token-of-the-viewer', releaseManager: 'token-of-the-manager', changeAuthority: 'token-of-the-authority', deployer: 'token-of-the-deployer', administrator: 'token-of-the-administrator', auditor: 'token-of-the-auditor' };
const receiptKey = 'key-of-the-receipts';
const config = (areSecretsInFiles: boolean, extra = {}): Config => parse(hubConfigText({ story, urls, tokens, receiptKey, areSecretsInFiles, ...extra })) as Config;

it('names every tool, every service with its targets and deployers, and every active person', () => {
  const { connections, services, people } = config(true);
  expect(Object.fromEntries(connections.map(({ name, url }) => [name, url]))).toEqual(urls);
  expect(services.map(({ key }) => key)).toEqual(story.services.map(({ key }) => key));
  expect(services[0]?.targets['production']?.match).toBe('payments-api-prod');
  expect(services[0]?.deployers['staging']).toMatchObject({ name: 'github-payments', repository: 'northbank/payments' });
  expect(people).toHaveLength(story.people.filter(({ isActive }) => isActive).length);
  expect(people.every(({ accounts }) => accounts.length === 3)).toBe(true);
});

it('asks nothing in the background, unless it is told to', () => {
  expect(Object.keys(config(true))).not.toEqual(expect.arrayContaining(['sync']));
  expect(Object.keys(config(true))).not.toEqual(expect.arrayContaining(['observe']));
  expect(config(true, { isSynced: true, isObserved: true })).toMatchObject({ sync: { every: 'PT1M' }, observe: { every: 'PT30S' } });
});

it('gives each of six people one role', () => {
  expect(config(false).access.sandboxTokens.map(({ token, roles }) => [token, ...roles])).toEqual([
    [tokens.viewer, 'VIEWER'], [tokens.releaseManager, 'RELEASE_MANAGER'], [tokens.changeAuthority, 'CHANGE_AUTHORITY'],
    [tokens.deployer, 'DEPLOYER'], [tokens.administrator, 'ADMINISTRATOR'], [tokens.auditor, 'AUDITOR'],
  ]);
});

it('keeps secrets out of the text when there are files to keep them in', () => {
  const text = hubConfigText({ story, urls, tokens, receiptKey, areSecretsInFiles: true });
  for (const secret of [receiptKey, ...Object.values(tokens), 'sandbox-artifactory-token', 'sandbox-jira-token', 'sandbox-github-token']) expect(text).not.toContain(secret);
  expect(text).toContain('${file:tokens/viewer}');
  expect(JSON.stringify(config(false).connections)).toContain('sandbox-artifactory-token');
});

it('repeats itself rather than using YAML anchors, which people misread', () => {
  expect(hubConfigText({ story, urls, tokens, receiptKey, areSecretsInFiles: true })).not.toMatch(/[&*]a\d/);
});

it('judges production by nine gates, and takes other deadlines when told', () => {
  const { policies, connections, environments } = config(true, { deadline: { page: 'PT0.2S', judge: 'PT1S' } });
  expect(Object.keys(policies.find(({ name }) => name === 'production')?.gates ?? {})).toHaveLength(9);
  expect(environments.map(({ policy }) => policy).toSorted()).toEqual(policies.map(({ name }) => name).toSorted());
  expect(connections[0]?.deadline).toEqual({ page: 'PT0.2S', judge: 'PT1S' });
});
