import { tellStory } from '../../sandbox/bank/bank.ts';
import { githubCredentials, jiraCredentials } from '../../sandbox/bank/credentials.ts';
import { startGitHub } from '../../sandbox/github/index.ts';
import { startJira } from '../../sandbox/jira/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';

/**
 * A client that trusts what these tools seem to say goes wrong, and one that knows their traps does not. If a naive client
 * here starts to come out right, a stand-in has become kinder than the tool it stands for.
 */
const story = tellStory(new Date('2026-03-02T09:00:00Z'));
const now = (): Date => new Date('2026-03-02T09:00:00Z');

interface Issue { readonly id: string; readonly key: string; readonly fields: { readonly status: { readonly name: string; readonly statusCategory: { readonly key: string } } } }
interface Page { readonly issues: readonly Issue[]; readonly isLast: boolean; readonly nextPageToken?: string; readonly total?: number }

describe('A naive Jira client', () => {
  let jira: StandIn;
  beforeAll(async () => { jira = await startJira({ port: 0, now, story }); });
  afterAll(async () => { await jira.close(); });

  const call = async (path: string, body: unknown, token: string = jiraCredentials.apiToken): Promise<unknown> => {
    const credentials = Buffer.from(`${jiraCredentials.email}:${token}`).toString('base64');
    const answer = await fetch(jira.url + path, { method: 'POST', headers: { Authorization: `Basic ${credentials}`, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    return answer.json();
  };
  const jql = 'project = PAY AND fixVersion = "2.4.0"';
  const search = async (more: Record<string, unknown>, token?: string): Promise<Page> => (await call('/rest/api/3/search/jql', { jql, fields: ['status'], maxResults: 10, ...more }, token)) as Page;
  const isOpen = ({ fields }: Issue): boolean => fields.status.statusCategory.key !== 'done';
  const truth = story.releases.find(({ key }) => key === 'payments-2.4.0')?.workItems ?? [];

  const careful = async (): Promise<readonly Issue[]> => {
    const found: Issue[] = [];
    let token: string | undefined;
    do {
      const page = await search(token === undefined ? {} : { nextPageToken: token });
      found.push(...page.issues);
      token = page.nextPageToken;
    } while (token !== undefined);
    return found;
  };

  it('(careful: follows tokens to their end and reads categories)', async () => {
    const found = await careful();
    expect(found).toHaveLength(truth.length);
    expect(found.filter(isOpen).map(({ key }) => key)).toEqual(truth.filter(({ status }) => status !== 'Done').map(({ key }) => key));
  });

  it('that stops at isLast misses most of the work, the open piece among it', async () => {
    const found: Issue[] = [];
    let page: Page = { issues: [], isLast: false };
    while (!page.isLast) {
      page = await search(page.nextPageToken === undefined ? {} : { nextPageToken: page.nextPageToken });
      found.push(...page.issues);
    }
    expect(found).toHaveLength(10);
    expect(truth.length).toBe(40);
  });

  it('that goes on until isLast after the last page begins again from the first, for ever', async () => {
    const seen: string[] = [];
    let token: string | undefined;
    for (let calls = 0; calls < 9; calls += 1) {
      const page = await search(token === undefined ? {} : { nextPageToken: token });
      seen.push(...page.issues.map(({ key }) => key));
      token = page.nextPageToken;
    }
    expect(seen.length).toBeGreaterThan(new Set(seen).size);
  });

  it('that counts up to total stops after the first page, for there is none', async () => {
    const first = await search({});
    expect(first.total).toBeUndefined();
    const total = Number(first.total);
    expect(first.issues.length < total).toBe(false);
  });

  it('that does not ask for fields has no key and no status to judge by', async () => {
    const { issues } = (await call('/rest/api/3/search/jql', { jql })) as Page;
    expect(issues.every((issue) => Object.keys(issue).join() === 'id')).toBe(true);
  });

  it('with an expired token finds no open work, and calls the release ready', async () => {
    const { issues } = await search({}, 'expired');
    expect(issues.filter(isOpen)).toEqual([]);
  });

  it('that goes by the name Done holds back finished work of a team that calls it otherwise', async () => {
    const { issues } = (await call('/rest/api/3/search/jql', { jql: 'project = LED AND fixVersion = "1.9.2"', fields: ['status'] })) as Page;
    expect(issues.length).toBeGreaterThan(0);
    expect([issues.filter(({ fields }) => fields.status.name === 'Done').length, issues.filter(isOpen).length]).toEqual([0, 0]);
  });

  it('that asks for a version by name alone mixes the work of two services', async () => {
    const { issues } = (await call('/rest/api/3/search/jql', { jql: 'fixVersion = "2.4.0"', fields: ['key'], maxResults: 500 })) as Page;
    expect(new Set(issues.map(({ key }) => key.replace(/-\d+$/, ''))).size).toBeGreaterThan(1);
  });

  it('that pairs bulk answers with what it asked for by position mixes them up, and loses count of the missing', async () => {
    const asked = ['PAY-1003', 'PAY-1', 'PAY-1000'];
    const { issues, issueErrors } = (await call('/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: asked, fields: ['status'] })) as { issues: Issue[]; issueErrors: unknown[] };
    expect(issues.map(({ key }) => key)).toEqual(['PAY-1000', 'PAY-1003']);
    expect(issueErrors).toEqual([]);
  });
});

describe('A naive GitHub client', () => {
  let github: StandIn;
  beforeEach(async () => { github = await startGitHub({ port: 0, now, story, runMs: 1500 }); });
  afterEach(async () => { await github.close(); });

  const runs = '/repos/northbank/payments/actions/runs?event=workflow_dispatch&created=>=2026-03-02T09:00:00Z';
  const call = (method: string, path: string, body?: unknown): Promise<Response> => fetch(github.url + path, {
    method, headers: { Authorization: `Bearer ${githubCredentials.token}`, 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const dispatch = (): Promise<Response> => call('POST', '/repos/northbank/payments/actions/workflows/deploy.yml/dispatches', {
    ref: 'main', inputs: { environment: 'production', version: '2.4.0', correlation: 'deployment-1' },
  });
  const started = async (): Promise<readonly string[]> => {
    const { workflow_runs: rows } = (await (await call('GET', runs)).json()) as { workflow_runs: { display_title: string }[] };
    return rows.map(({ display_title: title }) => title).filter((title) => title.includes('[deployment-1]'));
  };
  const listed = async (count: number): Promise<readonly string[]> => {
    for (let tries = 0; tries < 50; tries += 1) {
      const titles = await started();
      if (titles.length >= count) return titles;
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
    return started();
  };
  const loseTheAnswer = (): Promise<Response> => call('PUT', '/__sandbox/faults', { kind: 'reset', match: '/dispatches', when: 'after', times: 1 });

  it('(careful: after a lost answer looks for its correlation until it is listed)', async () => {
    await loseTheAnswer();
    await expect(dispatch()).rejects.toThrow();
    expect(await listed(1)).toHaveLength(1);
  });

  it('that repeats a dispatch whose answer was lost deploys twice', async () => {
    await loseTheAnswer();
    await dispatch().catch(() => dispatch());
    expect(await listed(2)).toHaveLength(2);
  });

  it('that looks once, at once, sees nothing and deploys twice as well', async () => {
    await loseTheAnswer();
    await expect(dispatch()).rejects.toThrow();
    if ((await started()).length === 0) await dispatch();
    expect(await listed(2)).toHaveLength(2);
  });

  it('that creates a deployment with the defaults on a branch that is behind gets a 2xx and no deployment', async () => {
    const answer = await call('POST', '/repos/northbank/payments/deployments', { ref: 'hotfix/behind-main' });
    expect(answer.ok).toBe(true);
    expect(await answer.json()).not.toHaveProperty('id');
  });
});
