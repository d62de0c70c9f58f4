import { plannedSteps } from '../../../src/deployment/phases.ts';
import { dieAt } from './die-at.ts';
import { due, met } from './expected.ts';
import { everyAnswer, everyDeath, steps, tellingDeaths, type Death } from './points.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';

const server = process.env['DATABASE_URL'];
const suite = server === undefined ? describe.skip : describe;
const reason = server === undefined ? ' (skipped: DATABASE_URL is not set, and only a real PostgreSQL outlives kill -9)' : '';

/** So many at a time: each is a hub of its own, and mostly waits for the lease of a dead one. */
const atOnce = 3;

suite(`kill -9 of the hub, then a restart${reason}`, () => {
  let snapshot: Snapshot | undefined;
  let taking: Promise<Snapshot> | undefined;
  beforeAll(async () => {
    taking = takeSnapshot(server ?? '');
    snapshot = await taking;
  }, 120_000);
  afterAll(async () => { await (await taking?.catch(() => undefined))?.drop(); }, 120_000);

  for (let first = 0; first < tellingDeaths.length; first += atOnce) {
    const deaths = tellingDeaths.slice(first, first + atOnce);
    it(`once each, whatever it died at: ${deaths.map(({ run, point, deployer, answer }) => [point, run, deployer, answer].filter(Boolean).join(' ')).join(', ')}`, async () => {
      const given = snapshot;
      if (given === undefined) throw new Error('there is no snapshot');
      const fates = await Promise.all(deaths.map((death) => dieAt(given, death)));
      expect(fates.map((fate) => ({ ...death(fate), ...met(fate) }))).toEqual(deaths.map((one) => ({ ...one, ...due(one) })));
    }, 120_000);
  }
});

describe('the campaign (npm run campaign:kill)', () => {
  it('knows every step of a deployment, and every point of each', () => {
    expect(steps).toEqual(plannedSteps);
    expect(everyDeath.filter(({ run, point }) => run === 'success' && !point.startsWith('during:'))).toHaveLength(4 * plannedSteps.length);
    expect([...everyDeath, ...everyAnswer]).toEqual(expect.arrayContaining([...tellingDeaths]));
  });
});

function death({ run, point, deployer, answer }: Death): object {
  return { run, point, ...(deployer && { deployer }), ...(answer && { answer }) };
}
