import { toProgress, toWorkItem } from './translate.ts';
import type { Origin } from './translate.ts';
import { issueSchema } from './wire.ts';

const origin: Origin = { connection: 'jira', system: 'JIRA', fetchedAt: '2026-03-02T09:00:00.000Z', pageOf: (key) => `https://jira.example/browse/${key}` };

function translate(fields: object) {
  return toWorkItem(issueSchema.parse({ id: '10', key: 'PAY-1', fields }), origin);
}

describe('Jira issues in our words', () => {
  it.each([['new', 'TO_DO'], ['indeterminate', 'IN_PROGRESS'], ['done', 'DONE'], ['undefined', 'UNKNOWN'], ['in-flight', 'UNKNOWN'], ['Done', 'UNKNOWN'], ['constructor', 'UNKNOWN'], [undefined, 'UNKNOWN']])('status category %s is %s', (category, progress) => {
    expect(toProgress(category)).toBe(progress);
  });

  it('reads progress from the category, whatever the status is called', () => {
    expect(translate({ status: { name: 'Done', statusCategory: { key: 'indeterminate' } } })).toMatchObject({ statusLabel: 'Done', progress: 'IN_PROGRESS' });
    expect(translate({ status: { name: 'Fertig', statusCategory: { key: 'done' } } })).toMatchObject({ statusLabel: 'Fertig', progress: 'DONE' });
  });

  it.each([[{}], [{ summary: null, status: null, issuetype: null, assignee: null, fixVersions: null }]])('hidden fields are null or UNKNOWN, never done: %j', (fields) => {
    expect(translate(fields)).toMatchObject({ title: null, itemKind: null, statusLabel: null, progress: 'UNKNOWN', assignee: null, fixVersions: null });
  });

  it('tells "planned for no version" from "hidden"', () => {
    expect(translate({ fixVersions: [] }).fixVersions).toEqual([]);
  });

  it('keeps of an assignee what the tool told', () => {
    expect(translate({ assignee: { accountId: 'a1', displayName: 'Ines', active: false } }).assignee).toEqual({ connection: 'jira', userName: 'a1', name: 'Ines', email: null, isActive: false });
    expect(translate({ assignee: { displayName: 'Nobody we can name' } }).assignee).toBeNull();
  });

  it.each([[{}, null], [{ security: null }, null], [{ security: { id: '10021', name: 'Board only' } }, 'Board only'], [{ security: { id: '10021' } }, undefined], [{ security: { name: null } }, undefined]])('is classified by its security level, and by nobody knows what where the level has no name: %j', (fields, classification) => {
    expect(translate(fields).classification).toBe(classification);
  });

  it('is what its id says, and is called what its key says', () => {
    expect(translate({})).toMatchObject({ id: 'jira:work-item:10', label: 'PAY-1', key: 'PAY-1', source: { reference: 'jira:work-item:PAY-1', url: 'https://jira.example/browse/PAY-1', fetchedAt: origin.fetchedAt } });
  });
});
