import { personPassword, servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import { problemOf, setFaults, spoilingFaults } from './every-fault.ts';
import { roleOf, Stage } from './servicenow-stage.ts';

const { integration, oauthClient } = servicenowCredentials;
let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.tool.close());

const anyId = 'f'.repeat(32);
function questions(from = stage.connection): readonly (() => Promise<unknown>)[] {
  const change = `snow:change:${anyId}`;
  const target = { connection: 'snow', className: 'cmdb_ci_appl', match: 'payments-api-prod', versionAttribute: 'version', discoverySource: 'Muster' };
  return [
    ...(['change', 'ci', 'service', 'incident', 'problem', 'knowledge', 'window', 'account', 'licence', 'entitlement'] as const).map((kind) => () => stage.read(kind, ['CHG0030001', 'payments-api-prod', 'Payments'], from)),
    ...(['change.approvals', 'change.conflicts', 'change.configurationItems', 'change.tasks', 'change.impactedServices', 'change.serviceOfferings', 'change.openSlots'] as const).map((relation) => () => stage.relate(relation, [change], from)),
    ...(['ci.dependsOn', 'ci.usedBy', 'ci.impactedServices', 'ci.dependencyReach', 'ci.userReach'] as const).map((relation) => () => stage.relate(relation, [`snow:ci:${anyId}`], from)),
    ...(['service.openIncidents', 'service.openProblems', 'service.serviceLevels', 'service.offerings'] as const).map((relation) => () => stage.relate(relation, [`snow:service:${anyId}`], from)),
    ...[judging, { purpose: 'page', maxAgeMs: 0 } as const].map((ask) => () => roleOf(from.finders['changes.ofReleases']).find({ keys: ['payments-2.4.0'], names: [] }, ask)),
    () => roleOf(from.changeDesk).move(change, 'IMPLEMENT', { workNote: 'x' }, acting),
    () => roleOf(from.incidentDesk).createOrFind({ correlation: 'c', title: 't', description: 'd', configurationItem: null, causedByChange: null }, acting),
    () => roleOf(from.runningVersionDesk).read(target, acting),
    () => roleOf(from.runningVersionDesk).write(target, '9.9.9', 'c', acting),
    () => roleOf(from.runningVersionDesk?.rehearse?.(target, '9.9.9', acting)),
    () => roleOf(from.changeDesk?.note?.(change, 'x', 'c', acting)),
    () => roleOf(from.changeDesk?.correlate?.(change, 'c', acting)),
    () => roleOf(from.problemDesk).createOrFind({ correlation: 'c', title: 't', description: 'd', configurationItem: null, incidents: [] }, acting),
    () => roleOf(from.relationDesk).relate([{ parent: `snow:ci:${anyId}`, child: `snow:ci:${'e'.repeat(32)}`, type: 'Depends on::Used by' }], 'Muster', { isRehearsal: true }, acting),
    () => stage.relate('incident.serviceLevels', [`snow:incident:${anyId}`], from),
    () => roleOf(from.finders['knowledge.list']).find({ text: 'x', limit: 5 }, judging),
    () => roleOf(from.finders['windows.list']).find({ startAt: '2026-01-01T00:00:00.000Z', endAt: '2026-01-02T00:00:00.000Z' }, judging),
    () => roleOf(from.finders['accounts.list']).find({ emails: null, isActive: true, limit: 5 }, judging),
    () => roleOf(from.finders['licences.list']).find({ text: null, limit: 5 }, judging),
    () => roleOf(from.finders['entitlements.list']).find({ accounts: null, limit: 5 }, judging),
    ...(['change', 'ci', 'service', 'incident', 'problem', 'account', 'knowledge'] as const).map((kind) => () => roleOf<{ page: (cursor: null, ask: typeof judging) => Promise<unknown> }>(from.syncs?.[kind]).page(null, judging)),
    () => from.probe(judging),
  ];
}

describe('signing in', () => {
  it('works by OAuth with a client and with a user, with one token for many questions', async () => {
    for (const auth of [{ kind: 'oauth', ...oauthClient }, { kind: 'oauth', ...oauthClient, ...integration }] satisfies Auth[]) {
      const from = stage.connect(auth);
      const calls = await stage.callsDuring(() => Promise.all([stage.read('change', ['CHG0030001'], from), stage.read('ci', ['payments-api-prod'], from), from.probe(judging)]));
      expect(calls['POST /oauth_token.do']).toBe(1);
    }
  });

  it.each<[string, Auth]>([
    ['a wrong password', { kind: 'basic', userName: integration.userName, password: 'wrong' }],
    ['a wrong token', { kind: 'bearer', token: 'wrong' }],
    ['a wrong client secret', { kind: 'oauth', clientId: oauthClient.clientId, clientSecret: 'wrong' }],
  ])('with %s is never an empty answer', async (_name, auth) => {
    const from = stage.connect(auth);
    for (const question of questions(from)) expect(await problemOf(question())).toBe('UNAUTHORIZED');
  });

  it('by an account without rights fails the probe, hides changes, and refuses approvals it cannot see', async () => {
    const from = stage.connect({ kind: 'basic', userName: 'vera.lind', password: personPassword });
    const { id } = await stage.change('CHG0030001');
    expect(await problemOf(from.probe(judging))).toBe('FORBIDDEN');
    expect(await stage.read('change', ['CHG0030001'], from)).toEqual([]);
    expect(await problemOf(stage.relate('change.approvals', [id], from))).toBe('FORBIDDEN');
    await expect(stage.connection.probe(judging)).resolves.toBeUndefined();
  });
});

describe('faults', () => {
  it.each(spoilingFaults)('%j makes every question fail as %s', async (fault, code) => {
    await setFaults(stage.tool, fault);
    expect(await Promise.all(questions().map((question) => problemOf(question())))).toEqual(questions().map(() => code));
  });

  it('garbled answers are not believed, in any of their ways', async () => {
    for (const question of questions()) {
      await setFaults(stage.tool, { kind: 'garble' });
      for (let way = 0; way < 3; way += 1) expect(await problemOf(question())).toBe('UNEXPECTED_ANSWER');
    }
  });

  it('an empty answer is no proof that there is nothing', async () => {
    const { id } = await stage.change('CHG0030001');
    await setFaults(stage.tool, { kind: 'empty', when: 'before' });
    for (const question of questions()) expect(await problemOf(question())).toBe('UNEXPECTED_ANSWER');
    await setFaults(stage.tool, { kind: 'empty' });
    expect(await problemOf(stage.relate('change.approvals', [id]))).toBe('FORBIDDEN');
    expect(await problemOf(roleOf(stage.connection.runningVersionDesk).read({ connection: 'snow', className: 'cmdb_ci_appl', match: 'payments-api-prod', versionAttribute: 'version', discoverySource: 'Muster' }, acting))).toBe('FORBIDDEN');
    expect(await roleOf(stage.connection.finders['changes.ofReleases']).find({ keys: ['payments-2.4.0'], names: [] }, judging)).toEqual({ records: [], isComplete: false });
  });
});
