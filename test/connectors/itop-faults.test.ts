import { itopCredentials } from '../../sandbox/itop/index.ts';
import type { Auth } from '../../src/connectors/connector.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import { problemOf, setFaults, spoilingFaults } from './every-fault.ts';
import { options, roleOf, Stage } from './itop-stage.ts';

let stage: Stage;
beforeAll(async () => { stage = await Stage.open(); });
beforeEach(() => setFaults(stage.tool));
afterAll(() => stage.tool.close());

const target = { connection: 'itop', className: 'OtherSoftware', match: 'ledger-api-prod', versionAttribute: 'version', discoverySource: 'Muster' };
const everyItem = { text: null, className: null, environment: null, limit: 5 };

/** One of each question and act. */
function questions(from = stage.connection): readonly (() => Promise<unknown>)[] {
  return [
    ...(['change', 'ci', 'service', 'incident', 'problem'] as const).map((kind) => () => stage.read(kind, ['C-000001', 'ledger-api-prod', 'Payments', 'I-000001'], from)),
    () => stage.relate('change.configurationItems', ['itop:change:1'], from),
    ...(['ci.dependsOn', 'ci.usedBy', 'ci.dependencyReach', 'ci.userReach', 'ci.impactedServices'] as const).map((relation) => () => stage.relate(relation, ['itop:ci:1'], from)),
    ...(['service.openIncidents', 'service.openProblems'] as const).map((relation) => () => stage.relate(relation, ['itop:service:1'], from)),
    () => roleOf(from.finders['changes.ofReleases']).find({ keys: ['ledger-1.9.2'], names: [] }, judging),
    () => roleOf(from.finders['changes.list']).find({ states: null, updatedSince: null, plannedFrom: null, plannedTo: null, text: null, limit: 5 }, judging),
    () => roleOf(from.finders['cis.list']).find(everyItem, judging),
    () => roleOf(from.finders['services.list']).find({ text: null, limit: 5 }, judging),
    () => roleOf(from.finders['incidents.list']).find({ isOpen: null, serviceId: null, openedSince: null, limit: 5 }, judging),
    () => roleOf(from.finders['incidents.correlated']).find({ correlationId: 'c' }, judging),
    () => roleOf(from.finders['problems.list']).find({ text: null, isOpen: null, isKnownError: null, limit: 5 }, judging),
    () => roleOf(from.finders['problems.correlated']).find({ correlationId: 'c' }, judging),
    () => roleOf(roleOf(from.changeDesk).note?.('itop:change:1', 'x', 'c', acting)),
    () => roleOf(roleOf(from.changeDesk).correlate?.('itop:change:3', 'c', acting)),
    () => roleOf(from.problemDesk).createOrFind({ correlation: 'c', title: 't', description: 'd', configurationItem: null, incidents: [] }, acting),
    ...(['change', 'ci', 'service', 'incident', 'problem'] as const).map((kind) => () => roleOf(from.syncs?.[kind]).page(null, judging)),
    () => roleOf(from.changeDesk).move('itop:change:1', 'IMPLEMENT', { workNote: 'x' }, acting),
    () => roleOf(from.incidentDesk).createOrFind({ correlation: 'c', title: 't', description: 'd', configurationItem: null, causedByChange: null }, acting),
    () => roleOf(from.runningVersionDesk).read(target, acting),
    () => roleOf(from.runningVersionDesk).write(target, '9.9.9', 'c', acting),
    () => from.probe(judging),
  ];
}

describe('signing in', () => {
  it.each<[string, Auth]>([
    ['a wrong password', { kind: 'basic', userName: itopCredentials.integration.userName, password: 'wrong' }],
    ['a wrong token', { kind: 'bearer', token: 'wrong' }],
  ])('with %s is never an empty answer, though it is answered with 200', async (_name, auth) => {
    const from = stage.connect(options, auth);
    for (const question of questions(from)) expect(await problemOf(question())).toBe('UNAUTHORIZED');
  });

  it('works with a token', async () => {
    await expect(stage.connect(options, { kind: 'bearer', token: itopCredentials.token }).probe(judging)).resolves.toBeUndefined();
  });

  it('without the REST profile, or without the right to read changes, is forbidden, not unauthorized', async () => {
    for (const account of [itopCredentials.withoutRest, itopCredentials.withoutTickets]) {
      const from = stage.connect(options, { kind: 'basic', ...account });
      expect(await problemOf(from.probe(judging))).toBe('FORBIDDEN');
      expect(await problemOf(stage.read('change', ['C-000001'], from))).toBe('FORBIDDEN');
    }
  });

  it('refuses OAuth and options it does not know when it connects', () => {
    expect(() => stage.connect(options, { kind: 'oauth', clientId: 'a', clientSecret: 'b' })).toThrow('takes no oauth');
    expect(() => stage.connect({ correlation: { change: 'x; DROP' } })).toThrow('correlation.change: write the code of an attribute');
    expect(() => stage.connect({ timeZone: 'Mars/Olympus' })).toThrow('timeZone');
    expect(() => stage.connect({ tipo: 1 })).toThrow('iTop takes');
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

  it('an empty answer makes no item operational, writes nothing, and fails what must find something', async () => {
    await setFaults(stage.tool, { kind: 'empty', when: 'before' });
    expect(await stage.read('change', ['C-000001'])).toEqual([]);
    expect(await stage.relate('change.configurationItems', ['itop:change:1'])).toEqual(new Map());
    expect(await problemOf(roleOf(stage.connection.runningVersionDesk).write(target, '9.9.9', 'c', acting))).toBe('NOT_FOUND');
    expect(await problemOf(roleOf(stage.connection.changeDesk).move('itop:change:1', 'IMPLEMENT', { workNote: 'x' }, acting))).toBe('NOT_FOUND');
  });

  it('an error names neither the password nor the tool\'s own text', async () => {
    const message = await stage.connect(options, { kind: 'basic', userName: 'muster', password: 'canary-password' }).probe(judging).catch((error: unknown) => (error instanceof Error ? error.message : ''));
    expect(message).toContain('did not accept our credentials');
    expect(message).not.toMatch(/canary|Invalid login/);
  });
});
