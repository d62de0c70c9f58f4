import type { Person } from '../../domain/person.ts';
import { joinPeople } from '../config/people.ts';
import { createLog } from '../log.ts';
import { startIssuer, type Issuer } from './issuer.fixture.ts';
import { byOpenId } from './open-id.ts';
import { issuer as issuerShape, type IssuerShape } from './shape.ts';
import { SignInUnavailable, type WayIn } from './way.ts';

let now = new Date('2026-11-23T05:00:00.000Z');
const clock = { now: () => now };
const people = joinPeople([{ name: 'Ines Weber', email: 'ines.weber@northbank.example', accounts: [{ connection: 'github', userName: 'iweber' }] }]);
let issuer: Issuer;
let shape: IssuerShape;
let signIn: WayIn;
beforeEach(async () => {
  now = new Date('2026-11-23T05:00:00.000Z');
  issuer = await startIssuer(clock.now);
  shape = issuerShape.parse({
    name: 'northbank', issuer: issuer.url, audience: 'muster', keys: issuer.keysUrl,
    people: { grants: [{ when: { groups: 'release-managers' }, roles: ['RELEASE_MANAGER'], services: ['payments'] }, { when: { 'realm.roles': ['auditors', 'revision'] }, roles: ['AUDITOR'] }] },
    pipelines: [{ name: 'payments-pipeline', when: { repository: 'northbank/payments', ref: 'refs/heads/main' }, roles: ['DEPLOYER'], environments: ['staging'], actsFor: { connection: 'github', claim: 'actor' } }],
  });
  signIn = byOpenId([shape], { people, clock, log: createLog('silent'), keyTimes: { cacheMs: 600_000, cooldownMs: 0 } });
});
afterEach(async () => { await issuer.close(); });

const ines = { email: 'Ines.Weber@northbank.example', groups: ['staff', 'release-managers'] };
const inesToken = (claims: object = {}, header: Record<string, unknown> = {}): string => issuer.token(issuer.honest({ ...ines, ...claims }), header);
const secondsFromNow = (seconds: number): number => Math.floor(now.getTime() / 1_000) + seconds;

describe('a person', () => {
  it('has the roles of every rule that fits, where it says', async () => {
    expect(await signIn(inesToken())).toMatchObject({ actor: { kind: 'person', name: 'Ines Weber', isMapped: true }, roles: ['RELEASE_MANAGER'], grants: [{ services: ['payments'], environments: null }] });
    expect((await signIn(inesToken({ realm: { roles: ['revision'] } })))?.roles).toEqual(['RELEASE_MANAGER', 'AUDITOR']);
  });

  it.each([
    ['has no role', { groups: ['staff'] }],
    ['has no address', { email: undefined }],
    ['has an address that nobody verified', { email_verified: false }],
    ['has a list for an address', { email: ['ines.weber@northbank.example'] }],
    ['says groups in one text', { groups: 'staff,release-managers' }],
  ])('who %s is nobody', async (_title, claims) => {
    expect(await signIn(inesToken(claims))).toBeNull();
  });
});

describe('a pipeline', () => {
  const run = { repository: 'northbank/payments', ref: 'refs/heads/main', actor: 'iweber', email: 'ines.weber@northbank.example', groups: ['release-managers'] };

  it('is the one whose claims configuration names, acting for whom a tool’s account is mapped to', async () => {
    expect(await signIn(issuer.token(issuer.honest(run)))).toMatchObject({ actor: { kind: 'automation', name: 'payments-pipeline', issuer: 'northbank', onBehalfOf: { name: 'Ines Weber' } satisfies Partial<Person> }, roles: ['DEPLOYER'], grants: [{ environments: ['staging'] }] });
    expect(await signIn(issuer.token(issuer.honest({ ...run, actor: 'a-stranger' })))).toMatchObject({ actor: { onBehalfOf: null } });
  });

  it.each([['of another repository', { repository: 'mallory/payments' }], ['on another branch', { ref: 'refs/heads/mine' }], ['with a longer name', { repository: 'northbank/payments-2' }]])('%s is nobody', async (_title, claims) => {
    expect(await signIn(issuer.token(issuer.honest({ ...run, ...claims, email: undefined })))).toBeNull();
  });

  it('needs a rule that says whose it is', () => {
    const wrong = issuerShape.safeParse({ name: 'ci', issuer: issuer.url, audience: 'muster', keys: issuer.keysUrl, pipelines: [{ name: 'any', when: { ref: 'refs/heads/main' }, roles: ['DEPLOYER'] }] });
    expect(wrong.error?.issues).toMatchObject([{ path: ['pipelines', 0, 'when'] }]);
  });
});

describe('a token', () => {
  it.each<[string, () => string]>([
    ['without a signature (alg none)', () => inesToken({}, { alg: 'none' })],
    ['that says alg none and is signed all the same', () => inesToken({}, { alg: 'None' })],
    ['signed with the public key as a shared secret', () => issuer.confused(issuer.honest(ines))],
    ['of an algorithm that configuration does not name', () => inesToken({}, { alg: 'RS512' })],
    ['for somebody else', () => inesToken({ aud: 'another' })],
    ['for nobody', () => inesToken({ aud: undefined })],
    ['of another issuer', () => inesToken({ iss: 'https://login.mallory.example' })],
    ['that has expired', () => inesToken({ exp: secondsFromNow(-31) })],
    ['that never expires', () => inesToken({ exp: undefined })],
    ['that is not valid yet', () => inesToken({ nbf: secondsFromNow(31) })],
    ['with a time in words', () => inesToken({ exp: 'tomorrow' })],
    ['without a bearer', () => inesToken({ sub: undefined })],
    ['with an extension that must be understood', () => inesToken({}, { crit: ['b64'], b64: false })],
    ['altered', () => inesToken().replace(/\.([^.]+)\./, (_all, body: string) => `.${Buffer.from(Buffer.from(body, 'base64url').toString().replace('release-managers', 'release-managerz')).toString('base64url')}.`)],
    ['with another’s signature', () => `${inesToken().split('.').slice(0, 2).join('.')}.${inesToken({ sub: 'other' }).split('.')[2] ?? ''}`],
    ['signed with a key of its own', () => issuer.forged(issuer.honest(ines))],
    ['cut off', () => inesToken().slice(0, -9)],
    ['of two parts', () => inesToken().split('.').slice(0, 2).join('.')],
    ['that is none', () => 'x.y.z'],
  ])('%s is refused', async (_title, token) => {
    expect(await signIn(token())).toBeNull();
  });

  it('may come from a clock that differs by as much as configuration tolerates', async () => {
    expect(await signIn(inesToken({ exp: secondsFromNow(-29) }))).not.toBeNull();
    expect(await signIn(inesToken({ nbf: secondsFromNow(29) }))).not.toBeNull();
  });

  it('cannot say where its keys are', async () => {
    expect(await signIn(inesToken({}, { kid: 'elsewhere', jku: 'https://mallory.example/keys', jwk: { kty: 'oct', k: 'x' } }))).toBeNull();
  });
});

describe('the keys', () => {
  it('are read once and kept, and anew when a token is signed with one that is not among them', async () => {
    await signIn(inesToken());
    await signIn(inesToken());
    expect(issuer.reads()).toBe(1);
    const old = inesToken();
    issuer.rotate();
    expect(await signIn(inesToken())).not.toBeNull();
    expect(issuer.reads()).toBe(2);
    expect(await signIn(old)).toBeNull();
  });

  it('are not read anew for each token of a made-up key', async () => {
    const patient = byOpenId([shape], { people, clock, log: createLog('silent') });
    await patient(inesToken());
    for (let nth = 0; nth < 20; nth += 1) expect(await patient(inesToken({}, { kid: `made-up-${nth}` }))).toBeNull();
    expect(issuer.reads()).toBe(1);
  });

  it.each([
    ['fails', { status: 503, body: '' }],
    ['answers no keys', { status: 200, body: '<html>sign in</html>' }],
    ['leads elsewhere', { status: 302, body: '', location: '/other' }],
    ['answers without end', { status: 200, body: `{"keys":[],"padding":"${'x'.repeat(300_000)}"}` }],
  ])('that cannot be had, because the issuer %s, leave it unknown who it is', async (_title, answer) => {
    issuer.answerWith(answer);
    await expect(signIn(inesToken())).rejects.toThrow(SignInUnavailable);
    issuer.answerWith(null);
    expect(await signIn(inesToken())).not.toBeNull();
  });
});
