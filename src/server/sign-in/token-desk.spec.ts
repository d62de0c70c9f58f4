import { eachDatabase } from '../../store/each-database.fixture.ts';
import { everywhere, viewerWith, type Person } from '../../domain/person.ts';
import type { Catalogue } from '../../domain/ports/catalogue.ts';
import { byApiToken } from './api-tokens.ts';
import { createTokenDesk } from './token-desk.ts';
import { SignInUnavailable } from './way.ts';

const henrik: Person = { kind: 'person', id: 'person:henrik@northbank.example', name: 'Henrik', email: 'henrik@northbank.example', isActive: true, accounts: [], isMapped: true };
const viewer = viewerWith(henrik, [everywhere('ADMINISTRATOR')]);
const catalogue = { service: (key: string) => (key === 'payments' ? {} : undefined), environment: (name: string) => (name === 'staging' ? {} : undefined) } as unknown as Catalogue;
const day = 86_400_000;

eachDatabase('API tokens', (given) => {
  const desk = () => createTokenDesk({ tokens: given.store().tokens, audit: given.store().audit, catalogue, clock: given.clock });
  const signIn = (token: string) => byApiToken({ tokens: given.store().tokens, clock: given.clock })(token);
  const wish = (more: object = {}) => ({ name: 'payments-pipeline', roles: ['DEPLOYER'], services: ['payments'], environments: ['staging'], expiresAt: new Date(given.clock.now().getTime() + day), ...more });

  it('let their bearer in with their roles, and nobody with a token that is nearly one', async () => {
    const { token, secret } = await desk().create(viewer, wish());
    expect(await signIn(secret)).toEqual({ actor: { kind: 'automation', name: 'payments-pipeline', issuer: 'muster', onBehalfOf: null }, roles: ['DEPLOYER'], grants: [{ roles: ['DEPLOYER'], services: ['payments'], environments: ['staging'] }] });
    for (const near of [secret.slice(0, -1), `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`, secret.toUpperCase(), `muster_${token.id}_${'A'.repeat(43)}`, token.id, '']) expect(await signIn(near)).toBeNull();
  });

  it('are kept as digests: what is stored lets nobody in', async () => {
    const { token, secret } = await desk().create(viewer, wish());
    const kept = await given.store().tokens.byId(token.id);
    expect(JSON.stringify([kept, await desk().all()])).not.toContain(secret.slice(-43));
    expect(await signIn(kept?.digest ?? '')).toBeNull();
  });

  it('end when they expire, and at once when they are revoked', async () => {
    const [one, other] = [await desk().create(viewer, wish()), await desk().create(viewer, wish({ expiresAt: new Date(given.clock.now().getTime() + 2 * day) }))];
    given.clock.advance(day);
    expect(await signIn(one.secret)).toBeNull();
    expect(await signIn(other.secret)).not.toBeNull();
    const revoked = await desk().revoke(viewer, other.token.id);
    given.clock.advance(1);
    expect(await desk().revoke(viewer, other.token.id)).toEqual(revoked);
    expect(await signIn(other.secret)).toBeNull();
    await expect(desk().revoke(viewer, 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('let nobody in, and turn nobody away, while the database does not answer', async () => {
    const { secret } = await desk().create(viewer, wish());
    const tokens = { ...given.store().tokens, byId: () => Promise.reject(new Error('connect ECONNREFUSED')) };
    await expect(byApiToken({ tokens, clock: given.clock })(secret)).rejects.toThrow(SignInUnavailable);
  });

  it.each([
    ['a name', { name: '\n' }, 'INVALID'],
    ['a role', { roles: [] }, 'INVALID'],
    ['roles that only people have', { roles: ['DEPLOYER', 'CHANGE_AUTHORITY'] }, 'INVALID'],
    ['no administrator', { roles: ['ADMINISTRATOR'] }, 'INVALID'],
    ['services that there are', { services: ['cards'] }, 'NOT_FOUND'],
    ['some service', { services: [] }, 'INVALID'],
    ['environments that there are', { environments: ['moon'] }, 'NOT_FOUND'],
    ['an end to come', { expiresAt: new Date(0) }, 'INVALID'],
    ['an end within a year', { expiresAt: new Date('2036-01-01T00:00:00Z') }, 'INVALID'],
    ['an end that is a date', { expiresAt: new Date(Number.NaN) }, 'INVALID'],
  ])('want %s', async (_title, more, code) => {
    await expect(desk().create(viewer, wish(more))).rejects.toMatchObject({ code });
  });
});
