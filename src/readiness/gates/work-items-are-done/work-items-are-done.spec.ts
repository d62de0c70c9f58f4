import { absent, unknown } from '../../fact.ts';
import { gap, greenFacts, kenji, now, omar, policyGate, timeout, workFactsOf } from '../../green.fixture.ts';
import type { WorkItemFacts } from '../../facts.ts';
import { workItemsAreDone } from './index.ts';

const gate = policyGate('work-items-are-done');
const judge = (...workItems: WorkItemFacts[]) => workItemsAreDone.judge(greenFacts({ workItems }), gate);

describe('work-items-are-done', () => {
  it('passes when all are done, by their category and not by their name', () => {
    expect(judge(workFactsOf(), workFactsOf({ key: 'PAY-13', statusLabel: '已完成' }))).toMatchObject({ outcome: 'PASS', actual: '2 of 2' });
  });

  it.each(['TO_DO', 'IN_PROGRESS'] as const)('fails for one that is %s, and names it', (progress) => {
    expect(judge(workFactsOf(), workFactsOf({ key: 'PAY-1017', progress, statusLabel: 'Done (almost)' }))).toMatchObject({
      outcome: 'FAIL', actual: 'PAY-1017: Done (almost)', because: 'PAY-1017 "Show the booking date" is not done: it is Done (almost).', remedyUrl: 'https://jira.example/PAY-12',
      evidence: [{ recordId: 'jira:work-item:10012', field: 'progress' }],
    });
  });

  it('names who is assigned to what is open, where anybody is', () => {
    const open = workFactsOf({ progress: 'TO_DO' });
    expect([judge({ ...open, assignee: kenji }), judge({ ...open, assignee: null }), judge(open), judge({ ...open, assignee: kenji }, { ...open, assignee: omar }), judge({ ...workFactsOf(), assignee: kenji })].map(({ responsible }) => responsible.map(({ name }) => name)))
      .toStrictEqual([['Kenji'], [], [], ['Kenji', 'Omar'], []]);
  });

  it('fails for one that Jira does not have, and cannot tell of an unreadable or garbled one', () => {
    expect(judge({ ...workFactsOf(), record: absent(now) }).outcome).toBe('FAIL');
    expect(judge({ ...workFactsOf(), record: unknown(timeout) }).outcome).toBe('UNKNOWN');
    expect(judge(workFactsOf({ progress: 'UNKNOWN' })).outcome).toBe('UNKNOWN');
    expect(judge({ ...workFactsOf(), record: unknown(timeout) }, workFactsOf({ progress: 'TO_DO' })).outcome).toBe('FAIL');
  });

  it('tells the first three and counts the rest', () => {
    const open = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'].map((key) => workFactsOf({ key, title: null, progress: 'TO_DO', statusLabel: null }));
    expect(judge(...open).because).toBe('A-1 is not done: it is to do. A-2 is not done: it is to do. A-3 is not done: it is to do. And 2 more.');
    expect(judge(...open).evidence).toHaveLength(5);
  });

  it('never passes on nothing', () => {
    expect(judge()).toMatchObject({ outcome: 'FAIL', actual: 'none' });
    expect(workItemsAreDone.judge(greenFacts({ workItems: [], gaps: [gap('WORK_ITEM')] }), gate).outcome).toBe('UNKNOWN');
    expect(workItemsAreDone.judge(greenFacts({ workItems: [] }), { ...gate, mayBeEmpty: true }).outcome).toBe('NOT_APPLICABLE');
    expect(workItemsAreDone.judge(greenFacts({ gaps: [gap('WORK_ITEM')] }), gate).outcome).toBe('UNKNOWN');
  });
});
