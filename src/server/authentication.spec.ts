import { signInByToken } from './authentication.ts';
import { joinPeople } from './config/people.ts';

const people = joinPeople([{ name: 'Ines Weber', email: 'ines.weber@northbank.example', accounts: [] }]);
const signIn = signInByToken([{ token: 'a-token-of-some-length', email: 'ines.weber@northbank.example', roles: ['RELEASE_MANAGER'] }], people);

describe('sign-in by token', () => {
  it('knows who a token belongs to', () => {
    expect(signIn('Bearer a-token-of-some-length')).toMatchObject({ actor: { name: 'Ines Weber', isMapped: true }, roles: ['RELEASE_MANAGER'] });
    expect(signIn('bearer a-token-of-some-length ')).not.toBeNull();
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'a-token-of-some-length', 'Basic a-token-of-some-length', 'Bearer a-token-of-some-lengt', 'Bearer A-token-of-some-length', 'Bearer a-token-of-some-length x'])('knows nobody behind %p', (header) => {
    expect(signIn(header)).toBeNull();
  });
});
