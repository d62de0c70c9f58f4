import { areFourEyes, everywhere, humanBehind, inWords, isSamePerson, itself, viewerWith, type Account, type Automation, type Person } from './person.ts';

const account = (connection: string, userName: string): Account => ({ connection, userName, name: null, email: null, isActive: true });
const person = (email: string | null, given: Partial<Person> = {}): Person => ({ kind: 'person', id: `person:${email ?? 'x'}`, name: email ?? 'x', email, isActive: true, accounts: [], isMapped: true, ...given });
const ines = person('ines.weber@northbank.example', { accounts: [account('jira', '712020:a')] });

describe('isSamePerson', () => {
  it.each<[string, Person]>([
    ['the same identity', person(null, { id: ines.id })],
    ['another case', person('Ines.WEBER@NorthBank.example')],
    ['a tag behind a plus', person('ines.weber+ops@northbank.example')],
    ['blanks around', person(' ines.weber@northbank.example ')],
    ['full-width letters', person('ｉnes.weber@northbank.example')],
    ['an account in common', person('iw@northbank.example', { accounts: [account('github', 'iw'), account('jira', '712020:a')] })],
    ['an account in common in another case', person('iw@northbank.example', { accounts: [account('jira', '712020:A')] })],
  ])('sees one human being in %s', (_name, other) => {
    expect([isSamePerson(ines, other), isSamePerson(other, ines), areFourEyes(ines, other)]).toEqual([true, true, false]);
  });

  it.each<[string, Person]>([
    ['another name', person('omar.haddad@northbank.example')],
    ['another domain', person('ines.weber@southbank.example')],
    ['an account of that name elsewhere', person('iw@northbank.example', { accounts: [account('github', '712020:a')] })],
    ['nothing to compare', person(null)],
    ['another account of the same tool', person('iw@northbank.example', { accounts: [account('jira', '712020:b')] })],
    ['an address that is none', person('ines.weber')],
  ])('sees two in %s', (_name, other) => {
    expect([isSamePerson(ines, other), isSamePerson(other, ines), areFourEyes(ines, other)]).toEqual([false, false, true]);
  });

  it('is sure of nobody whom no one has mapped', () => {
    expect(areFourEyes(ines, person('omar.haddad@northbank.example', { isMapped: false }))).toBe(false);
    expect(isSamePerson(person('+a@x.example'), person('+b@x.example'))).toBe(false);
    expect(isSamePerson(person('ines'), person('omar'))).toBe(false);
  });
});

describe('who acts', () => {
  const robot: Automation = { kind: 'automation', name: 'payments-ci', issuer: 'github', onBehalfOf: null };

  it('is a human being, a pipeline for one, or a pipeline for nobody', () => {
    expect([ines, { ...robot, onBehalfOf: ines }, robot, itself].map(humanBehind)).toEqual([ines, ines, null, null]);
    expect(itself).toEqual({ kind: 'automation', name: 'Muster', issuer: 'muster', onBehalfOf: null });
  });

  it('is written in one line for another tool', () => {
    expect([ines, { ...robot, onBehalfOf: { ...ines, name: 'Ines' } }, robot, { ...robot, name: 'a\r\n\tb' }].map(inWords)).toEqual([ines.name, 'payments-ci for Ines', 'payments-ci', 'a b']);
  });

  it('has the roles of all grants, each once', () => {
    const here = { roles: ['DEPLOYER', 'VIEWER'], services: ['payments'], environments: null } as const;
    expect(everywhere('VIEWER', 'AUDITOR')).toEqual({ roles: ['VIEWER', 'AUDITOR'], services: null, environments: null });
    expect(viewerWith(robot, [everywhere('VIEWER'), here])).toEqual({ actor: robot, roles: ['VIEWER', 'DEPLOYER'], grants: [everywhere('VIEWER'), here] });
  });
});
