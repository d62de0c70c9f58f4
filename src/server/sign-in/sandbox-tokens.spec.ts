import { createLog } from '../log.ts';
import { joinPeople } from '../config/people.ts';
import { createSignIn } from './index.ts';

const people = joinPeople([{ name: 'Ines Weber', email: 'ines.weber@northbank.example', accounts: [] }]);
const tokens = { byId: () => Promise.resolve(null), all: () => Promise.resolve([]), keep: () => Promise.reject(new Error('keeps nothing')), revoke: () => Promise.reject(new Error('has none')) };
const signIn = createSignIn({ sandboxTokens: [{ token: 'a-token-of-some-length', email: 'ines.weber@northbank.example', roles: ['RELEASE_MANAGER'] }], issuers: [] }, { people, tokens, clock: { now: () => new Date() }, log: createLog('silent') });

describe('sign-in by sandbox token', () => {
  it('knows who a token belongs to', async () => {
    expect(await signIn('Bearer a-token-of-some-length')).toMatchObject({ actor: { name: 'Ines Weber', isMapped: true }, roles: ['RELEASE_MANAGER'] });
    expect(await signIn('bearer a-token-of-some-length ')).not.toBeNull();
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'a-token-of-some-length', 'Basic a-token-of-some-length', 'Bearer a-token-of-some-lengt', 'Bearer A-token-of-some-length', 'Bearer a-token-of-some-length x'])('knows nobody behind %p', async (header) => {
    expect(await signIn(header)).toBeNull();
  });
});
