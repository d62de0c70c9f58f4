import { createCloudClient } from 'jira.js/cloud';
import { createServiceDeskClient } from 'jira.js/serviceDesk';
import { isNotFoundError, isRateLimitError } from 'jira.js/core';
import { jiraCredentials } from '../bank/credentials.ts';
import type { Story } from '../bank/story.ts';
import { at, jiraForSpecs, twoServices } from './jira.spec-data.ts';
import type { SpecJira } from './jira.spec-data.ts';

/** OPS-1 with two approvals, one of them open; the others opened by agents. */
function withApprovals(): Story {
  const told = twoServices();
  const releases = told.releases.map((release, nth) => ({
    ...release,
    changes: release.changes.map((change) => ({
      ...change, correlationId: nth === 0 ? release.key : null,
      approvals: [{ approver: 'ines.weber', state: 'approved', decidedAt: '2026-02-20T10:00:00.000Z' }, { approver: 'paul.kramer', state: 'requested', decidedAt: null }] as const,
    })),
  }));
  return { ...told, releases };
}

/** A client that many use and that knows nothing of us: it throws at every answer that is not of the shape it expects. */
describe('Jira Cloud, spoken with by jira.js', () => {
  let jira: SpecJira;
  beforeAll(async () => { jira = await jiraForSpecs({ story: withApprovals() }); });
  afterAll(() => jira.close());

  const config = (email: string = jiraCredentials.email) => ({ host: jira.url, auth: { type: 'basic', email, apiToken: jiraCredentials.apiToken }, onSchemaMismatch: 'throw', retry: { maxAttempts: 1 } }) as const;
  const cloud = (email?: string) => createCloudClient(config(email));

  it('searches to the end of the tokens, over the empty page, and learns only ids unless it asks for more', async () => {
    const seen: unknown[] = [];
    let token: string | undefined;
    do {
      const page = await cloud().issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql: 'project = PAY ORDER BY key', maxResults: 5, fields: ['summary', 'status', 'fixVersions'], ...(token === undefined ? {} : { nextPageToken: token }) });
      seen.push(...(page.issues ?? []).map(({ key }) => key));
      token = page.nextPageToken ?? undefined;
    } while (token !== undefined);
    expect(seen).toHaveLength(12);
    const { issues } = await cloud().issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql: 'project = PAY' });
    expect(Object.keys(issues?.[0] ?? {})).toEqual(['id']);
  });

  it('reads an issue, many at once, itself, the server and what it may', async () => {
    expect(await cloud().issues.getIssue({ issueIdOrKey: 'PAY-3' })).toMatchObject({ key: 'PAY-3', fields: { status: { statusCategory: { key: 'indeterminate' } } } });
    expect((await cloud().issues.bulkFetchIssues({ issueIdsOrKeys: ['PAY-2', 'PAY-1', 'PAY-99'], fields: ['summary'] })).issues?.map(({ key }) => key)).toEqual(['PAY-1', 'PAY-2']);
    expect((await cloud().myself.getCurrentUser()).accountId).toBeTruthy();
    expect((await cloud().serverInfo.getServerInfo()).deploymentType).toBe('Cloud');
    expect(await cloud().permissions.getMyPermissions({ issueKey: 'PAY-1', permissions: 'TRANSITION_ISSUES' })).toMatchObject({ permissions: { TRANSITION_ISSUES: { havePermission: true } } });
  });

  it('moves an issue over the transition there is, comments and links it, and reads all of it back', async () => {
    const { transitions } = await cloud().issues.getTransitions({ issueIdOrKey: 'PAY-3', expand: 'transitions.fields' });
    const way = transitions?.find(({ to }) => to?.statusCategory?.key === 'done');
    await cloud().issues.doTransition({ issueIdOrKey: 'PAY-3', transition: { id: way?.id ?? '' } });
    expect(await cloud().issues.getIssue({ issueIdOrKey: 'PAY-3', fields: ['status'] })).toMatchObject({ fields: { status: { name: 'Done' } } });
    const body = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Deployed.' }] }] } as const;
    await cloud().issueComments.addComment({ issueIdOrKey: 'PAY-3', body: { ...body, content: [...body.content] } });
    expect((await cloud().issueComments.getComments({ issueIdOrKey: 'PAY-3' })).total).toBe(1);
    const object = { url: 'https://muster.example/1', title: 'One', summary: 'S', icon: {}, status: { resolved: false, icon: {} } };
    await cloud().issueRemoteLinks.createOrUpdateRemoteIssueLink({ issueIdOrKey: 'PAY-3', globalId: 'g', relationship: 'released by', application: {}, object });
    expect(await cloud().issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey: 'PAY-3' })).toMatchObject([{ globalId: 'g', object: { title: 'One' } }]);
  });

  it('reads versions both ways, and releases one', async () => {
    const versions = await cloud().projectVersions.getProjectVersions({ projectIdOrKey: 'PAY' });
    expect((await cloud().projectVersions.getProjectVersionsPaginated({ projectIdOrKey: 'PAY', maxResults: 1 })).total).toBe(versions.length);
    const id = versions.find(({ name }) => name === '2.4.0')?.id ?? '';
    await cloud().projectVersions.updateVersion({ id, body: { released: true, releaseDate: '2026-03-02' } });
    expect(await cloud().projectVersions.getVersion({ id })).toMatchObject({ name: '2.4.0', released: true, releaseDate: '2026-03-02' });
  });

  it('reads the approvals of a request page by page, and not those of what is none', async () => {
    const desk = createServiceDeskClient(config());
    expect(await desk.request.getApprovals({ issueIdOrKey: 'OPS-1', limit: 50 })).toMatchObject({ size: 1, isLastPage: false, values: [{ finalDecision: 'approved' }] });
    expect(await desk.request.getApprovals({ issueIdOrKey: 'OPS-1', start: 1 })).toMatchObject({ isLastPage: true, values: [{ finalDecision: 'pending' }] });
    await expect(desk.request.getApprovals({ issueIdOrKey: 'OPS-2' }).catch(isNotFoundError)).resolves.toBe(true);
  });

  it('knows our errors for what they are: not there, and how long a limit lasts', async () => {
    await expect(cloud().issues.getIssue({ issueIdOrKey: 'PAY-99' }).catch(isNotFoundError)).resolves.toBe(true);
    await jira.call('PUT', '/__sandbox/rate-limit', { times: 1, retryAfter: 7 });
    const limited: unknown = await cloud().issues.getIssue({ issueIdOrKey: 'PAY-1' }).catch((error: unknown) => error);
    expect(isRateLimitError(limited)).toBe(true);
    expect(at(limited, 'retryAfterMs')).toBe(7_000);
  });

  it('takes a stranger\'s empty search for an answer, as everybody does who asks nothing else', async () => {
    expect((await cloud('nobody@northbank.example').issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql: 'project = PAY' })).issues).toEqual([]);
  });
});
