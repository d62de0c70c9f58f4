import { itopCredentials, startITop } from '../../sandbox/itop/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { itop } from '../../src/connectors/itop/index.ts';
import { acting, judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { problemOf, setFaults } from './every-fault.ts';
import { options, roleOf, story } from './itop-stage.ts';

/** Two iTops with the same ids and references: one is a copy of the other. */
const now = new Date();
let tools: readonly [StandIn, StandIn];
let one: Connection;
let two: Connection;
beforeEach(async () => {
  const start = (): Promise<StandIn> => startITop({ port: 0, now: () => now, story });
  tools = [await start(), await start()];
  [one, two] = [connect('itop-one', tools[0], { timeZone: 'UTC' }), connect('itop-two', tools[1], { timeZone: 'Asia/Tokyo' })];
});
afterEach(async () => { await Promise.all(tools.map((tool) => tool.close())); });

function connect(name: string, tool: StandIn, given: object): Connection {
  return itop.connect({ name, isProduction: true, url: tool.url, auth: { kind: 'basic', ...itopCredentials.integration }, options: { ...options, ...given }, deadlines: { pageMs: 3_000, judgeMs: 3_000, actMs: 3_000 } }, { clock: { now: () => now } });
}

const change = async (of: Connection): Promise<Awaited<ReturnType<NonNullable<Connection['readers']['change']>['read']>>[number] | undefined> => (await roleOf(of.readers.change).read([{ id: '1' }], judging))[0];

describe('two iTops that share their ids', () => {
  it('each speaks of its own records, under its own name and in its own time', async () => {
    const [first, second] = await Promise.all([change(one), change(two)]);
    expect([first?.id, second?.id, first?.label]).toEqual(['itop-one:change:1', 'itop-two:change:1', second?.label]);
    expect(Date.parse(first?.plannedStartAt ?? '') - Date.parse(second?.plannedStartAt ?? '')).toBe(9 * 3_600_000);
  });

  it('takes no identity of the other for one of its own', async () => {
    expect(await roleOf(one.relations['change.configurationItems']).relate(['itop-two:change:1'], judging)).toEqual(new Map());
    expect(await roleOf(one.relations['ci.userReach']).relate(['itop-two:ci:1'], judging)).toEqual(new Map());
    expect(await problemOf(roleOf(one.changeDesk).move('itop-two:change:1', 'IMPLEMENT', { workNote: 'x' }, acting))).toBe('NOT_FOUND');
    expect(await problemOf(Promise.resolve(roleOf(one.changeDesk).note?.('itop-two:change:1', 'x', 'c', acting)))).toBe('NOT_FOUND');
    await expect(roleOf(one.problemDesk).createOrFind({ correlation: 'c', title: 't', description: 'd', configurationItem: null, incidents: ['itop-two:incident:9'] }, acting)).rejects.toMatchObject({ problem: { code: 'NOT_FOUND' } });
    const { records } = await roleOf(one.finders['changes.ofReleases']).find({ keys: ['no-such-release'], names: ['itop-two:change:C-000001'] }, judging);
    expect(records).toEqual([]);
  });

  it('what is written in one is not in the other', async () => {
    await roleOf(one.changeDesk).move('itop-one:change:1', 'IMPLEMENT', { workNote: 'x' }, acting);
    expect([(await change(one))?.state, (await change(two))?.state]).toEqual(['IMPLEMENT', 'SCHEDULED']);
    const wish = { correlation: 'same', title: 't', description: 'd', configurationItem: null, causedByChange: null };
    expect(await roleOf(one.incidentDesk).createOrFind(wish, acting)).toMatchObject({ isNew: true });
    expect(await roleOf(two.incidentDesk).createOrFind(wish, acting)).toMatchObject({ isNew: true });
  });

  it('one that is down is not answered by the other', async () => {
    await setFaults(tools[0], { kind: 'reset' });
    expect(await problemOf(change(one))).toBe('UNREACHABLE');
    expect((await change(two))?.label).toBe('C-000001');
  });
});
