import { everywhere, type Grant, type Role } from './person.ts';
import { extentHidden, extentOfName, hiddenFrom, isHidden, maySee, type Restriction } from './restriction.ts';

const troubles: Restriction = { connection: 'servicenow', kinds: ['incident', 'problem'], classifications: null, roles: ['AUDITOR', 'CHANGE_AUTHORITY'] };
const secrets: Restriction = { connection: 'jira', kinds: ['work-item'], classifications: ['Confidential', 'Board only'], roles: ['AUDITOR'] };
const rules = [troubles, secrets];
const as = (...grants: readonly Grant[]) => ({ grants });
const with_ = (...roles: readonly Role[]) => as(everywhere(...roles));

describe('Who may see a restricted record', () => {
  it('is whoever has one of the roles everywhere', () => {
    expect((['VIEWER', 'RELEASE_MANAGER', 'CHANGE_AUTHORITY', 'DEPLOYER', 'ADMINISTRATOR', 'AUDITOR'] as const).filter((role) => maySee(rules, with_(role), 'servicenow', 'incident', null))).toEqual(['CHANGE_AUTHORITY', 'AUDITOR']);
  });

  it.each<[string, Grant]>([
    ['one service', { roles: ['AUDITOR'], services: ['payments'], environments: null }],
    ['one environment', { roles: ['AUDITOR'], services: null, environments: ['production'] }],
    ['no service at all', { roles: ['AUDITOR'], services: [], environments: null }],
  ])('is not who has the role for %s only', (_what, grant) => {
    expect(maySee(rules, as(grant, everywhere('VIEWER')), 'servicenow', 'incident', null)).toBe(false);
  });

  it('is nobody of whom nothing is known', () => {
    expect(maySee(rules, null, 'servicenow', 'problem', null)).toBe(false);
    expect(maySee(rules, as(), 'servicenow', 'problem', null)).toBe(false);
  });

  it('is everybody for other kinds, and for the same kind of another connection', () => {
    expect(maySee(rules, with_('VIEWER'), 'servicenow', 'change', undefined)).toBe(true);
    expect(maySee(rules, null, 'servicenow-test', 'incident', undefined)).toBe(true);
  });

  it('goes by what the record is, however it is spelled; what nobody knows is hidden', () => {
    const sees = (classification: string | null | undefined): boolean => maySee(rules, with_('VIEWER'), 'jira', 'work-item', classification);
    expect([sees('Confidential'), sees('confidential '), sees('BOARD ONLY'), sees('Ｂｏａｒｄ only'), sees(undefined)]).toEqual([false, false, false, false, false]);
    expect([sees('Internal'), sees(''), sees(null)]).toEqual([true, true, true]);
    expect(maySee(rules, with_('AUDITOR'), 'jira', 'work-item', undefined)).toBe(true);
  });

  it('wants the roles of every rule that a record falls under', () => {
    const both: readonly Restriction[] = [troubles, { ...troubles, kinds: ['incident'], classifications: ['HR'], roles: ['ADMINISTRATOR'] }];
    expect(maySee(both, with_('AUDITOR'), 'servicenow', 'incident', 'hr')).toBe(false);
    expect(maySee(both, with_('AUDITOR'), 'servicenow', 'incident', null)).toBe(true);
    expect(maySee(both, with_('ADMINISTRATOR'), 'servicenow', 'incident', 'hr')).toBe(false);
    expect(maySee(both, with_('AUDITOR', 'ADMINISTRATOR'), 'servicenow', 'incident', 'hr')).toBe(true);
  });
});

describe('What somebody does not see', () => {
  const hidden = hiddenFrom(rules, with_('VIEWER'));

  it('is listed one kind at a time, in words that compare', () => {
    expect(hidden).toEqual([
      { connection: 'servicenow', kind: 'incident', classifications: null },
      { connection: 'servicenow', kind: 'problem', classifications: null },
      { connection: 'jira', kind: 'work-item', classifications: ['confidential', 'board only'] },
    ]);
    expect(hiddenFrom(rules, with_('CHANGE_AUTHORITY')).map(({ kind }) => kind)).toEqual(['work-item']);
    expect(hiddenFrom(rules, with_('AUDITOR'))).toEqual([]);
  });

  it('is told of a kind before any record is read', () => {
    expect([extentHidden(hidden, 'servicenow', 'incident'), extentHidden(hidden, 'jira', 'work-item'), extentHidden(hidden, 'jira', 'change')]).toEqual(['ALL', 'SOME', 'NOTHING']);
    expect([extentOfName(hidden, 'servicenow:problem:PRB1'), extentOfName(hidden, 'jira:work-item:PAY-1'), extentOfName(hidden, 'release:1'), extentOfName(hidden, '')]).toEqual(['ALL', 'SOME', 'NOTHING', 'NOTHING']);
  });

  it('is nothing without rules', () => {
    expect(hiddenFrom([], null)).toEqual([]);
    expect(isHidden([], 'servicenow', 'incident', undefined)).toBe(false);
  });
});
