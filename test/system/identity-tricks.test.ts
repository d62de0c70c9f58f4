import { jest } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { startIssuer, type Issuer } from '../../src/server/sign-in/issuer.fixture.ts';
import { muster } from '../cli/muster.ts';
import { judged, outcomes } from './judging.ts';
import { atTool, signIns } from './tools.ts';
import { post, startWorld, type World } from './world.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(180_000);

const ledger = 'ledger-1.9.2';
const both = ['RELEASE_MANAGER', 'CHANGE_AUTHORITY'];

/** Accounts that sign in as change authority and release manager at once, so that only who they are stands in their way. */
const accounts = {
  omar: 'omar.haddad@northbank.example',
  ines: 'ines.weber@northbank.example',
  grace: 'grace.chen@northbank.example',
  omarInCapitals: 'OMAR.HADDAD@NORTHBANK.EXAMPLE',
  omarInMixedCase: 'Omar.Haddad@northbank.Example',
  omarWithTag: 'omar.haddad+ops@northbank.example',
  omarWithUnmappedTag: 'omar.haddad+night@northbank.example',
  omarsAlias: 'o.haddad@northbank.example',
  omarsOtherCase: 'omar.of.cab@northbank.example',
  omarsRobot: 'release-bot@northbank.example',
  robot: 'svc-release@northbank.example',
  integration: 'muster@northbank.example',
  contractor: 'contractor@elsewhere.example',
  leaver: 'paul.kramer@northbank.example',
  lookAlike: 'omar.haddad@northbank.example.evil.example',
} as const;
/** Sign-ins by the company's issuer, by the claims it vouches for: those of pipelines say for whom they act, those of people which groups they belong to. */
const vouched = {
  omarsPipeline: { repository: 'northbank/changes', actor: 'omar.haddad' },
  pipelineOfNobody: { repository: 'northbank/changes', actor: 'nobody.known' },
  pipelineWithoutActor: { repository: 'northbank/changes' },
  omarOfTheGroup: { email: accounts.omar, groups: ['change-authorities'] },
  omarOfTheGroupInCapitals: { email: accounts.omarInCapitals, groups: ['change-authorities', 'release-managers'] },
  mailboxOfTheGroup: { email: 'change-authorities@northbank.example', groups: ['change-authorities'] },
} as const;
type Account = keyof typeof accounts | keyof typeof vouched;

/** How configuration knows some of them as people of their own; what joins them to Omar is a tag, or an account in common. */
const known: readonly { readonly name: string; readonly email: string; readonly accounts: readonly { readonly connection: string; readonly userName: string }[] }[] = [
  { name: 'Omar (operations)', email: accounts.omarWithTag, accounts: [] },
  { name: 'O. Haddad', email: accounts.omarsAlias, accounts: [{ connection: 'servicenow', userName: 'omar.haddad' }] },
  { name: 'Omar of the board', email: accounts.omarsOtherCase, accounts: [{ connection: 'servicenow', userName: 'Omar.Haddad' }] },
  { name: 'Muster Integration', email: accounts.integration, accounts: [] },
  { name: 'Release robot', email: accounts.omarsRobot, accounts: [{ connection: 'github', userName: 'omar.haddad' }] },
];

const tokenOf = (account: Account): string => (account in vouched ? issuer.token(issuer.honest(vouched[account as keyof typeof vouched])) : `token-of-the-account-${account}`);

let issuer: Issuer;
let world: World;
beforeAll(async () => {
  issuer = await startIssuer(() => new Date());
  world = await startWorld({ configure });
  await atTool(world, 'jira', 'POST /rest/api/3/issue/LED-1000/transitions', signIns.kenji, { transition: { id: '41' } });
});
afterAll(async () => {
  await world.close();
  await issuer.close();
});

function configure(yaml: string): string {
  const file = parse(yaml) as { policies: { name: string; gates: Record<string, object> }[]; people: object[]; access: { sandboxTokens: object[]; issuers?: object[] } };
  for (const { gates } of file.policies) gates['work-items-are-done'] = { isWaivable: true };
  file.people.push(...known);
  file.access.sandboxTokens.push(...(Object.keys(accounts) as (keyof typeof accounts)[]).map((account) => ({ token: tokenOf(account), email: accounts[account], roles: both })));
  file.access.issuers = [{
    name: 'northbank', issuer: issuer.url, audience: 'muster', keys: issuer.keysUrl, people: { grants: [{ when: { groups: 'change-authorities' }, roles: both }] },
    pipelines: [{ name: 'changes-pipeline', when: { repository: 'northbank/changes' }, roles: both, actsFor: { connection: 'servicenow', claim: 'actor' } }],
  }];
  return stringify(file, { lineWidth: 0 });
}

interface Payload { readonly waiver?: { readonly id: string; readonly state: string } | null; readonly waivers?: readonly { readonly id: string }[] | null; readonly userErrors: readonly { readonly code: string }[] }

async function mutate(name: 'requestWaiver' | 'decideWaiver' | 'breakGlass', input: object, as: Account): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await post<{ payload: Payload }>(world.url, tokenOf(as), { query: `mutation ($input: ${type}!) { payload: ${name}(input: $input) { ${name === 'breakGlass' ? 'waivers { id }' : 'waiver { id state }'} userErrors { code } } }`, variables: { input } });
  if (data === null) throw new Error(JSON.stringify(errors));
  return data.payload;
}
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const subject = { releaseKey: ledger, environment: 'production', reason: 'LED-1000 is text only.' };
const request = (as: Account): Promise<Payload> => mutate('requestWaiver', { ...subject, gate: 'work-items-are-done', expiresAt: inAnHour() }, as);
const breakGlass = (as: Account, secondPersonEmail: string): Promise<Payload> => mutate('breakGlass', { ...subject, gates: ['work-items-are-done'], expiresAt: inAnHour(), secondPersonEmail }, as);
const codes = ({ userErrors }: Payload): readonly string[] => userErrors.map(({ code }) => code);
const command = (words: readonly string[], as: Account) => muster(words, { env: { MUSTER_URL: world.url, MUSTER_TOKEN: tokenOf(as) } });

async function nothingIsLetGo(): Promise<void> {
  const { waivers } = await world.data<{ waivers: { totalCount: number } }>('{ waivers(state: ACTIVE) { totalCount } }');
  expect(waivers.totalCount).toBe(0);
  expect(outcomes(await judged(world, ledger))['work-items-are-done']).toBe('FAIL');
}

/** One human being, or nobody known, who would be the second pair of eyes. Rows may be added; each must be refused over API and command line. */
const decidingTricks: readonly (readonly [trick: string, requester: Account, decider: Account, code: string])[] = [
  ['the requester decides their own waiver', 'omar', 'omar', 'SAME_PERSON'],
  ['the e-mail in capitals', 'omar', 'omarInCapitals', 'SAME_PERSON'],
  ['the e-mail in mixed case asks', 'omarInMixedCase', 'omar', 'SAME_PERSON'],
  ['a tag behind a plus, mapped as a person of its own', 'omar', 'omarWithTag', 'SAME_PERSON'],
  ['the tag asks, the person decides', 'omarWithTag', 'omar', 'SAME_PERSON'],
  ['a tag behind a plus that nobody mapped', 'omar', 'omarWithUnmappedTag', 'FORBIDDEN'],
  ['two rows of configuration with an account in common', 'omar', 'omarsAlias', 'SAME_PERSON'],
  ['the same, asked for under the second', 'omarsAlias', 'omar', 'SAME_PERSON'],
  ['an account in common, in another case', 'omar', 'omarsOtherCase', 'SAME_PERSON'],
  ['a service account of the same owner', 'omar', 'omarsRobot', 'SAME_PERSON'],
  ['the service account asks, its owner decides', 'omarsRobot', 'omar', 'SAME_PERSON'],
  ['a service account that nobody mapped', 'omar', 'robot', 'FORBIDDEN'],
  ['a service account mapped as a person of its own, which the directory knows for what it is', 'omar', 'integration', 'FORBIDDEN'],
  ['an account that nobody mapped', 'omar', 'contractor', 'FORBIDDEN'],
  ['the account of somebody who left', 'omar', 'leaver', 'FORBIDDEN'],
  ['an e-mail of another domain that begins alike', 'omar', 'lookAlike', 'FORBIDDEN'],
  ['delegated to a pipeline that acts for who asked', 'omar', 'omarsPipeline', 'SAME_PERSON'],
  ['the pipeline asks, for whom it acts decides', 'omarsPipeline', 'omar', 'SAME_PERSON'],
  ['a pipeline that acts for nobody known', 'omar', 'pipelineOfNobody', 'FORBIDDEN'],
  ['a pipeline that does not say for whom it acts', 'omar', 'pipelineWithoutActor', 'FORBIDDEN'],
  ['who asked, as a member of the group of change authorities', 'omar', 'omarOfTheGroup', 'SAME_PERSON'],
  ['the same, of two groups and in capitals', 'omar', 'omarOfTheGroupInCapitals', 'SAME_PERSON'],
  ['the mailbox of the group', 'omar', 'mailboxOfTheGroup', 'FORBIDDEN'],
];
/** Nobody known, who asks so that a known person may decide. */
const askingTricks: readonly (readonly [trick: string, requester: Account])[] = [
  ['an unmapped account asks', 'contractor'], ['an unmapped service account asks', 'robot'], ['a mapped service account asks', 'integration'], ['an unmapped tag asks', 'omarWithUnmappedTag'], ['somebody who left asks', 'leaver'],
  ['a pipeline that acts for nobody known asks', 'pipelineOfNobody'], ['the mailbox of a group asks', 'mailboxOfTheGroup'],
];
/** Who is named as the second person of a broken glass by Omar. */
const namingTricks: readonly (readonly [trick: string, second: keyof typeof accounts, code: string])[] = [
  ['oneself', 'omar', 'SAME_PERSON'], ['oneself in capitals', 'omarInCapitals', 'SAME_PERSON'], ['oneself with a tag', 'omarWithTag', 'SAME_PERSON'], ['oneself under another account', 'omarsAlias', 'SAME_PERSON'],
  ['one’s robot', 'omarsRobot', 'SAME_PERSON'], ['a mapped service account', 'integration', 'FORBIDDEN'], ['an unmapped account', 'contractor', 'FORBIDDEN'], ['somebody who left', 'leaver', 'FORBIDDEN'],
];

describe('identity tricks on four eyes', () => {
  it('are not refused for want of a role: two people do get a waiver through, over API and command line', async () => {
    for (const approve of [async (id: string) => codes(await mutate('decideWaiver', { waiverId: id, approve: true }, 'ines')), async (id: string) => (await command(['waiver', 'decide', id, '--approve'], 'ines')).code]) {
      const id = (await request('omar')).waiver?.id ?? '';
      expect([[], 0]).toContainEqual(await approve(id));
      expect(outcomes(await judged(world, ledger))['work-items-are-done']).toBe('WAIVED');
      expect((await command(['waiver', 'revoke', id, '--reason', 'shown'], 'omar')).code).toBe(0);
    }
    await nothingIsLetGo();
  });

  it.each(decidingTricks)('%s: refused', async (_trick, requester, decider, code) => {
    const asked = await request(requester);
    expect(codes(asked)).toEqual([]);
    const id = asked.waiver?.id ?? '';
    expect(codes(await mutate('decideWaiver', { waiverId: id, approve: true }, decider))).toEqual([code]);
    expect((await command(['waiver', 'decide', id, '--approve'], decider)).code).toBe(4);
    await nothingIsLetGo();
  });

  it.each(askingTricks)('%s: refused', async (_trick, requester) => {
    expect(codes(await request(requester))).toEqual(['FORBIDDEN']);
    expect(codes(await breakGlass(requester, accounts.grace))).toEqual(['FORBIDDEN']);
    expect((await command(['waiver', 'request', ledger, '--env', 'production', '--gate', 'work-items-are-done', '--reason', 'x', '--for', '1h'], requester)).code).toBe(4);
    await nothingIsLetGo();
  });

  it.each(namingTricks)('%s as the second person: refused', async (_trick, second, code) => {
    expect(codes(await breakGlass('omar', accounts[second]))).toEqual([code]);
    expect((await command(['break-glass', ledger, '--env', 'production', '--gate', 'work-items-are-done', '--reason', 'x', '--for', '1h', '--second-person', accounts[second]], 'omar')).code).toBe(4);
    await nothingIsLetGo();
  });

  it.each<[string, Account]>([['who asked', 'omar'], ['who asked, in capitals', 'omarInCapitals'], ['somebody else than was named', 'grace'], ['nobody known', 'contractor']])('a broken glass confirmed by %s: refused', async (_trick, decider) => {
    const [waiver] = (await breakGlass('omar', accounts.ines)).waivers ?? [];
    expect(codes(await mutate('decideWaiver', { waiverId: waiver?.id, approve: true }, decider))).toEqual([expect.stringMatching(/^(SAME_PERSON|FORBIDDEN)$/)]);
    expect((await command(['waiver', 'decide', waiver?.id ?? '', '--approve'], decider)).code).toBe(4);
    await nothingIsLetGo();
  });
});
