import { existsSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import type { Story, StoryChange } from '../../bank/story.ts';
import { anonymous, at, jiraForSpecs, twoServices, wrongToken } from '../jira.spec-data.ts';
import { workspaceId } from '../assets/tables.ts';
import type { SpecJira } from '../jira.spec-data.ts';

const spec = new URL('../../../../shared/apis/specs/jira-service-management-cloud.openapi.json', import.meta.url);
const isThere = existsSync(spec);
const suite = isThere ? describe : describe.skip;

/** OPS-1 with two approvals, one of them open; OPS-2 opened by an agent; OPS-3 a standard one. */
function story(): Story {
  const told = twoServices();
  const approvals: StoryChange['approvals'] = [{ approver: 'ines.weber', state: 'approved', decidedAt: '2026-02-20T10:00:00.000Z' }, { approver: 'paul.kramer', state: 'requested', decidedAt: null }];
  const releases = told.releases.map((release, nth) => ({
    ...release, changes: release.changes.map((change) => ({ ...change, ...(nth === 2 && { type: 'standard' as const }), state: '-3', title: 'Deploy', backoutPlan: 'Go back.\nThen wait.', approvals, correlationId: nth === 1 ? null : release.key })),
  }));
  return { ...told, releases };
}

let jira: SpecJira;
beforeAll(async () => { jira = await jiraForSpecs({ story: story() }); });
afterAll(() => jira.close());

const approvals = '/rest/servicedeskapi/request/OPS-1/approval';

describe('Jira Service Management', () => {
  it('gives one approval per page, whatever limit is asked for, and links to the next', async () => {
    const first = await jira.call('GET', `${approvals}?limit=50`);
    expect(first.body).toMatchObject({ size: 1, start: 0, limit: 1, isLastPage: false, values: [{ finalDecision: 'approved', name: 'Change manager approval' }] });
    const next = at(first.body, '_links', 'next') as string;
    const second = await jira.call('GET', next.replace(jira.url, ''));
    expect(second.body).toMatchObject({ start: 1, isLastPage: true, values: [{ finalDecision: 'pending', approvers: [{ approverDecision: 'pending' }] }] });
    expect(at(second.body, '_links', 'next')).toBeUndefined();
  });

  it('reads "startAt" as nothing: the first page comes again', async () => {
    expect((await jira.call('GET', `${approvals}?startAt=1`)).body['start']).toBe(0);
  });

  it('does not know an issue that an agent opened without a request type', async () => {
    expect((await jira.call('GET', '/rest/api/3/issue/OPS-2')).body['key']).toBe('OPS-2');
    expect(await jira.call('GET', '/rest/servicedeskapi/request/OPS-2/approval')).toMatchObject({ status: 404, body: { errorMessage: expect.any(String) as string } });
  });

  it('takes no decision on what is decided already (409), and none of one who is no approver (403)', async () => {
    const decide = async (approval: string, decision: string): Promise<number> => (await jira.call('POST', `${approvals}/${approval}`, { decision })).status;
    expect(await Promise.all([decide('600010', 'approve'), decide('600011', 'approve'), decide('600011', 'maybe'), decide('7', 'approve')])).toEqual([409, 403, 400, 404]);
  });

  it.each([['no sign-in', anonymous], ['a wrong token', wrongToken]])('refuses %s', async (_who, headers) => {
    expect((await jira.call('GET', approvals, undefined, headers)).status).toBe(401);
    expect((await jira.call('GET', '/rest/api/3/issue/OPS-1', undefined, headers)).status).toBe(404);
  });

  it('tells the objects that a change names by ids alone, and keeps what is set', async () => {
    const field = 'customfield_10106';
    const told = async (key: string) => at((await jira.call('GET', `/rest/api/3/issue/${key}`)).body, 'fields');
    const [mine, foreign] = [{ workspaceId, id: `${workspaceId}:5001`, objectId: '5001' }, { workspaceId: 'another', id: 'another:5001', objectId: '5001' }];
    expect(await told('OPS-1')).toMatchObject({ [field]: null });
    expect((await jira.call('PUT', '/rest/api/3/issue/OPS-1', { update: { [field]: [{ set: [mine] }] } })).status).toBe(204);
    expect(await told('OPS-1')).toMatchObject({ [field]: [mine] });
    await jira.call('PUT', '/rest/api/3/issue/OPS-1', { fields: { [field]: [foreign, mine] } });
    expect(await told('OPS-1')).toMatchObject({ [field]: [foreign, mine] });
    for (const body of [{ fields: { [field]: ['payments (CMDB-1)'] } }, { fields: { summary: 'x' } }, { fields: {} }, {}]) expect((await jira.call('PUT', '/rest/api/3/issue/OPS-1', body)).status).toBe(400);
  });

  it('leaves a field out without a word where a change has none of it', async () => {
    expect(Object.keys(at((await jira.call('GET', '/rest/api/3/issue/OPS-3')).body, 'fields') as object)).not.toContain('customfield_10106');
    expect((await jira.call('PUT', '/rest/api/3/issue/OPS-3', { fields: { customfield_10106: null } })).status).toBe(400);
  });

  it('tells a change as an issue whose own fields have numbers for names and documents for text', async () => {
    const { body } = await jira.call('POST', '/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: ['OPS-1', 'PAY-1'], fields: ['summary', 'status', 'project', 'issuetype', 'customfield_10101', 'customfield_10103'] });
    expect(body['issues']).toMatchObject([{ key: 'PAY-1' }, {
      key: 'OPS-1', fields: {
        status: { name: 'Awaiting CAB approval', statusCategory: { key: 'indeterminate' } }, issuetype: { name: '[System] Change' }, project: { key: 'OPS', projectTypeKey: 'service_desk' },
        customfield_10101: '2026-02-01T02:00:00.000+0000', customfield_10103: { type: 'doc', content: [{ type: 'paragraph' }, { type: 'paragraph' }] },
      },
    }]);
  });
});

suite(`Jira Service Management: answers against its own description${isThere ? '' : ' (skipped: ../shared/apis is not here)'}`, () => {
  it.each([
    ['PagedDTOApprovalDTO', approvals],
    ['ApprovalDTO', '/rest/servicedeskapi/request/60001/approval/600010'],
    ['ErrorResponse', '/rest/servicedeskapi/request/OPS-2/approval'],
  ])('%s of GET %s', async (schema, path) => {
    const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore', validateSchema: false, logger: false });
    ajv.addSchema(JSON.parse(readFileSync(spec, 'utf8')) as object, 'jsm');
    const validate = ajv.compile({ $ref: `jsm#/components/schemas/${schema}` });
    const { body } = await jira.call('GET', path);
    validate(body);
    expect(validate.errors).toBeNull();
    validate({ ...body, startAt: 0 });
    expect(validate.errors).not.toBeNull();
  });
});
