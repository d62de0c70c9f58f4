import { traps as artifactory } from '../traps/artifactory.traps.ts';
import { traps as jira } from '../traps/jira.traps.ts';
import { traps as servicenow } from '../traps/servicenow.traps.ts';
import { allFaults, wireCases } from './cases.ts';
import { flips, restsOnTheNewWord } from './flips.ts';
import { startHubBehindRelays, type HubBehindRelays } from './hub-behind-relays.ts';
import { described, isWronglyReady, play, readyRelease, type WireResult } from './run.ts';
import { allStations } from './stations.ts';

let hub: HubBehindRelays;
beforeAll(async () => { hub = await startHubBehindRelays(); }, 120_000);
afterAll(() => hub.close());

it('a judgement asks nothing else than what the campaign lets go wrong', async () => {
  const other: string[] = [];
  const met = new Set<string>();
  for (const relay of Object.values(hub.relays)) {
    relay.distort((told) => {
      const station = allStations.find((one) => one.is(told));
      if (station === undefined) other.push(`${told.call} ${told.sent}`);
      else met.add(station.name);
      return undefined;
    });
  }
  expect((await hub.judge(readyRelease)).outcome).toBe('READY');
  for (const relay of Object.values(hub.relays)) relay.lift();
  expect(other).toEqual([]);
  expect([...met].sort()).toEqual(allStations.map(({ name }) => name).sort());
});

it('plays traps that are traps of the API facts', () => {
  const known = new Set([...servicenow, ...jira, ...artifactory].map(({ trap }) => trap));
  expect(allFaults.flatMap(({ plays }) => plays).filter((trap) => !known.has(trap))).toEqual([]);
});

/** Every fault once; the campaign deals each out at all its stations and many times. */
const once = wireCases(allFaults.length, 4);

it('nothing that goes wrong on the wire makes a release READY', async () => {
  const results: WireResult[] = [];
  for (const wireCase of once) results.push(await play(hub, wireCase));
  const told = (wrong: readonly WireResult[]): readonly string[] => wrong.map(({ wireCase }) => described(wireCase));
  expect(told(results.filter(isWronglyReady))).toEqual([]);
  // On a busy machine a judgement may be out of time before it asks what is to go wrong.
  const again: WireResult[] = [];
  for (const { wireCase } of results.filter(({ distorted }) => distorted === 0)) again.push(await play(hub, wireCase));
  expect(told(again.filter((result) => result.distorted === 0 || isWronglyReady(result)))).toEqual([]);
  expect(results.filter(({ wasReady }) => wasReady).length).toBeGreaterThanOrEqual(0.9 * results.length);
}, 300_000);

it('a name that was garbled on its way holds a release up no longer than that', async () => {
  // Discovery draws a link to what it is told, and a link that was drawn stands.
  hub.relays.servicenow.distort((told) => (told.bytes.includes('CHG0030001') ? { ...told, bytes: Buffer.from(told.bytes.toString('latin1').replaceAll('CHG0030001', 'CHG00#0001'), 'latin1') } : undefined));
  expect((await hub.judge(readyRelease)).outcome).not.toBe('READY');
  hub.relays.servicenow.lift();
  expect(await hub.judge(readyRelease)).toMatchObject({ outcome: 'READY' });
});

it.each(flips)('a judgement rests on nothing older than its request: $name', async (flip) => {
  for (const isGreen of [false, true]) expect([isGreen, await restsOnTheNewWord(hub, flip, isGreen)]).toEqual([isGreen, true]);
});

