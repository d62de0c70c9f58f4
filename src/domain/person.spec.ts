import { areFourEyes, isSamePerson, type Account, type Person } from './person.ts';

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
  ])('sees two in %s', (_name, other) => {
    expect([isSamePerson(ines, other), areFourEyes(ines, other)]).toEqual([false, true]);
  });

  it('is sure of nobody whom no one has mapped', () => {
    expect(areFourEyes(ines, person('omar.haddad@northbank.example', { isMapped: false }))).toBe(false);
    expect(isSamePerson(person('+a@x.example'), person('+b@x.example'))).toBe(false);
  });
});
