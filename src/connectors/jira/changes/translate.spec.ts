import { readDatetime } from '../moment.ts';
import type { Origin } from '../translate.ts';
import { readOptions } from '../options.ts';
import type { ChangeOptions } from '../options.ts';
import { plainText } from '../text.ts';
import { toApprovals, toChange, toChangeState } from './translate.ts';
import { approvalStepSchema, changeIssueSchema } from './wire.ts';

const origin: Origin = { connection: 'jira', system: 'JIRA', fetchedAt: '2026-03-02T09:00:00.000Z', pageOf: () => null };
const options: ChangeOptions = {
  project: 'OPS', issueTypes: { '[System] Change': 'NORMAL' }, states: { 'Awaiting implementation': 'SCHEDULED', 'Completed': 'CLOSED' }, releaseApprovals: ['Change manager approval'], areFound: false,
  fields: { plannedStart: 'customfield_1', backoutPlan: 'customfield_2', correlation: 'customfield_3' },
};

function change(fields: object, steps: readonly object[] | null = []) {
  const issue = changeIssueSchema.parse({ id: '7', key: 'OPS-7', fields });
  return toChange(issue, steps?.map((step) => approvalStepSchema.parse(step)) ?? null, options, origin, 'ops-7');
}

function approvals(step: object) {
  return toApprovals(approvalStepSchema.parse({ id: '1', name: 'Change manager approval', ...step }), options, 'jira').map(({ approver, state, phase }) => [approver?.userName ?? null, state, phase]);
}

const by = (accountId: string, approverDecision: string) => ({ approver: { accountId }, approverDecision });

describe('the state of a change', () => {
  it.each([
    ['awaiting implementation', 'indeterminate', 'SCHEDULED'],
    ['Completed', 'done', 'CLOSED'],
    // A name says one thing and the category another: somebody changed the workflow since it was configured.
    ['Awaiting implementation', 'done', 'UNKNOWN'],
    ['Completed', 'indeterminate', 'UNKNOWN'],
    ['Awaiting implementation', 'undefined', 'UNKNOWN'],
    ['Awaiting implementation', undefined, 'UNKNOWN'],
    ['Approved by robots', 'indeterminate', 'UNKNOWN'],
    ['Approved by robots', 'done', 'UNKNOWN'],
    ['Neu', 'new', 'NEW'],
    ['constructor', 'indeterminate', 'UNKNOWN'],
  ])('"%s" of category %s is %s', (name, key, state) => {
    expect(toChangeState({ name, ...(key === undefined ? {} : { statusCategory: { key } }) }, options.states)).toBe(state);
  });

  it('is UNKNOWN when the status is hidden, and then nobody knows whether it is on hold', () => {
    expect(change({})).toMatchObject({ state: 'UNKNOWN', description: null, isOnHold: null, type: 'OTHER', title: null, requestedBy: null, plannedStartAt: null, backoutPlan: null, correlationId: null });
  });
});

describe('a change in our words', () => {
  it('is what its id says, called what its key says, under the reference it was asked by', () => {
    expect(change({ description: null })).toMatchObject({ id: 'jira:change:7', label: 'OPS-7', source: { reference: 'jira:change:ops-7', key: 'OPS-7', system: 'JIRA' } });
  });

  it('reads configured fields and no others', () => {
    const text = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Go ' }, { type: 'text', text: 'back.' }] }, { type: 'paragraph', content: [{ type: 'text', text: 'Wait.' }] }] };
    expect(change({ description: text, customfield_1: '2026-03-02T10:00:00.000+0200', customfield_2: text, customfield_3: 'payments-2.4.0', customfield_4: text }))
      .toMatchObject({ description: 'Go back.\nWait.', plannedStartAt: '2026-03-02T08:00:00.000Z', plannedEndAt: null, backoutPlan: 'Go back.\nWait.', testPlan: null, correlationId: 'payments-2.4.0' });
  });

  it.each([
    [[], 'NOT_REQUESTED'],
    [['approved', 'approved'], 'APPROVED'],
    [['approved', 'pending'], 'REQUESTED'],
    [['approved', 'declined', 'pending'], 'REJECTED'],
    [['approved', 'escalated'], 'UNKNOWN'],
    [['Approved?'], 'UNKNOWN'],
  ])('approvals %j together are %s', (decisions, approval) => {
    expect(change({ description: null }, decisions.map((finalDecision, nth) => ({ id: String(nth), finalDecision }))).approval).toBe(approval);
  });

  it('has an approval nobody knows when Jira does not show its approvals', () => {
    expect(change({ description: null }, null).approval).toBe('UNKNOWN');
  });
});

describe('approvals of a step', () => {
  it('are its approvers\', and those who were not needed are let off', () => {
    expect(approvals({ finalDecision: 'approved', approvers: [by('a', 'approved'), by('b', 'pending')] })).toEqual([['a', 'APPROVED', 'RELEASE'], ['b', 'CANCELED', 'RELEASE']]);
    expect(approvals({ finalDecision: 'pending', approvers: [by('a', 'approved'), by('b', 'pending')] })).toEqual([['a', 'APPROVED', 'RELEASE'], ['b', 'REQUESTED', 'RELEASE']]);
  });

  it('keep a refusal or an open step that no approver explains', () => {
    expect(approvals({ finalDecision: 'declined', approvers: [by('a', 'approved')] })).toEqual([['a', 'APPROVED', 'RELEASE'], [null, 'REJECTED', 'RELEASE']]);
    expect(approvals({ finalDecision: 'pending', approvers: [by('a', 'approved')] })).toEqual([['a', 'APPROVED', 'RELEASE'], [null, 'REQUESTED', 'RELEASE']]);
    expect(approvals({ finalDecision: 'approved', approvers: [] })).toEqual([[null, 'APPROVED', 'RELEASE']]);
    expect(approvals({ finalDecision: 'approved', approvers: [by('a', 'declined')] })).toEqual([['a', 'REJECTED', 'RELEASE'], [null, 'APPROVED', 'RELEASE']]);
    expect(approvals({ finalDecision: 'withdrawn', approvers: null })).toEqual([[null, 'UNKNOWN', 'RELEASE']]);
  });

  it('are of a phase nobody can tell when the step is not configured as one of the release', () => {
    expect(approvals({ name: 'Peer review', finalDecision: 'approved', approvers: [by('a', 'approved')] })).toEqual([['a', 'APPROVED', null]]);
    expect(approvals({ name: null, finalDecision: 'approved', approvers: [by('a', 'approved')] })).toEqual([['a', 'APPROVED', null]]);
  });

  it('were decided when the step was completed', () => {
    const step = approvalStepSchema.parse({ id: '1', finalDecision: 'approved', approvers: [by('a', 'approved')], completedDate: { epochMillis: 1_475_134_200_000 } });
    expect(toApprovals(step, options, 'jira')[0]?.decidedAt).toBe('2016-09-29T07:30:00.000Z');
    expect(toApprovals({ ...step, completedDate: { epochMillis: 9e15 } }, options, 'jira')[0]?.decidedAt).toBeNull();
  });
});

describe('texts and times', () => {
  it.each([['2021-03-28T08:06:08.711+0800', '2021-03-28T00:06:08.711Z'], ['2021-03-28T08:06:08Z', '2021-03-28T08:06:08.000Z'], ['2021-03-28', null], ['tomorrow', null], [7, null], [null, null]])('%j is %s', (value, moment) => {
    expect(readDatetime(value)).toBe(moment);
  });

  it('of hostile documents end', () => {
    const deep = Array.from({ length: 1000 }).reduce<unknown>((inner) => ({ type: 'paragraph', content: [inner] }), { type: 'text', text: 'deep' });
    expect(plainText(deep)).toBeNull();
    expect([plainText({ content: 'x' }), plainText(['a']), plainText(7), plainText(' '), plainText({ type: 'text', text: 7 })]).toEqual([null, null, null, null, null]);
  });
});

describe('options', () => {
  it.each([
    [{ change: {} }, 'options'],
    [{ versions: { projects: [] } }, 'options.versions.projects'],
    [{ changes: { project: 'OPS" OR', issueTypes: { a: 'NORMAL' } } }, 'options.changes.project'],
    [{ changes: { project: 'OPS', issueTypes: {} } }, 'options.changes.issueTypes'],
    [{ changes: { project: 'OPS', issueTypes: { a: 'NORMAL' }, states: { b: 'DONE' } } }, 'options.changes.states.b'],
    [{ changes: { project: 'OPS', issueTypes: { a: 'NORMAL' }, fields: { plannedStart: 'Planned start' } } }, 'options.changes.fields.plannedStart'],
    [{ changes: { project: 'OPS', issueTypes: { a: 'NORMAL' }, items: { field: 'Affected services', connection: 'assets' } } }, 'options.changes.items.field'],
    [{ changes: { project: 'OPS', issueTypes: { a: 'NORMAL' }, items: { field: 'customfield_7' } } }, 'options.changes.items.connection'],
  ])('%j is a mistake at %s', (wrong, path) => {
    expect(() => readOptions({ name: 'jira', options: wrong })).toThrow(expect.objectContaining({ name: 'UserMistake', path: path.split('.') }) as Error);
  });

  it('left out, keep no changes', () => {
    expect(readOptions({ name: 'jira' })).toEqual({});
  });
});
