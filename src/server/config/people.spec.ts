import { joinPeople } from './people.ts';

const people = joinPeople([
  { name: 'Ines Weber', email: 'Ines.Weber@northbank.example', accounts: [{ connection: 'servicenow', userName: 'ines.weber' }, { connection: 'jira', userName: '5b10' }] },
  { name: 'Omar Haddad', email: 'omar.haddad@northbank.example', accounts: [] },
]);
const account = { connection: 'servicenow', userName: 'ines.weber', name: 'I. Weber', email: null, isActive: true };

describe('people joined across tools', () => {
  it('by the configured account, whatever the tool calls them', () => {
    expect(people.ofAccount(account)).toMatchObject({ id: 'person:ines.weber@northbank.example', name: 'Ines Weber', isMapped: true, isActive: true });
    expect(people.ofAccount({ ...account, connection: 'jira', userName: '5b10' }).id).toBe(people.ofAccount(account).id);
  });

  it('else by e-mail, without case', () => {
    expect(people.ofAccount({ ...account, userName: 'oh', email: 'OMAR.Haddad@northbank.example' })).toMatchObject({ name: 'Omar Haddad', isMapped: true });
    expect(people.ofEmail('ines.weber@NORTHBANK.example')).toMatchObject({ name: 'Ines Weber', isMapped: true });
  });

  it('the configured account goes before an e-mail that says otherwise', () => {
    expect(people.ofAccount({ ...account, email: 'omar.haddad@northbank.example' }).name).toBe('Ines Weber');
  });

  it('and nobody else: the same user name in another tool, a stranger’s e-mail', () => {
    expect(people.ofAccount({ ...account, connection: 'github' })).toMatchObject({ id: 'person:github/ines.weber', isMapped: false });
    expect(people.ofEmail('stranger@northbank.example')).toMatchObject({ isMapped: false });
  });
});
