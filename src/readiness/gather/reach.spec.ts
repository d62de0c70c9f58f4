import type { Incident } from '../../domain/incident.ts';
import type { Reading } from '../../domain/ports/records.ts';
import { greenService, incidentOf, now } from '../green.fixture.ts';
import type { ReachFacts, TroubleFacts } from '../facts.ts';
import { known, unknown } from '../fact.ts';
import { gatherTrouble } from './reach.ts';
import { Reader } from './records.ts';
import { later, ports } from './gather.fixture.ts';

const problem = { code: 'TIMEOUT', message: 'did not answer in time', sinceAt: now, retryAt: null } as const;
const [item, other] = ['servicenow:ci:i1', 'servicenow:ci:i2'];
const [ofService, ofItem] = [{ ...incidentOf(), id: 'servicenow:incident:s' }, { ...incidentOf(), id: 'servicenow:incident:i' }];
const open = (value: readonly Incident[], fetchedAt = later): Reading<readonly Incident[]> => ({ state: 'found', value, fetchedAt, problem: null });
const reaches = (id: string): ReachFacts => ({ item: id, services: known([greenService], now) });

/** What stands open about the one service, when the tool answers this of the service and of its items by their identities. */
async function openAbout(answers: Readonly<Record<string, Reading<readonly Incident[]>>>, reach: readonly ReachFacts[] = [reaches(item)]): Promise<TroubleFacts<Incident>['open'] | undefined> {
  const asked: string[][] = [];
  const { records } = ports();
  const relate = (_relation: string, ids: readonly string[]) => {
    asked.push([...ids]);
    return Promise.resolve(new Map(ids.map((id) => [id, answers[id] ?? { state: 'absent', fetchedAt: later }])));
  };
  const environment = { name: 'production', isProduction: true, policy: 'production' };
  const reader = new Reader({ ...ports(), records: { ...records, relate: relate as typeof records.relate } }, { ask: { purpose: 'judge', maxAgeMs: 0 }, environment, notBefore: null });
  const troubles = await gatherTrouble(reader, 'service.openIncidents', reach);
  expect(asked).toHaveLength(1);
  expect(troubles.map(({ service }) => service)).toEqual([...new Set(reach.flatMap(({ services }) => (services.state === 'known' ? services.value.map(({ id }) => id) : [])))]);
  return troubles.find(({ service }) => service === greenService.id)?.open;
}

describe('what is open about a service and the items that reach it', () => {
  it('is what names the service, what names an item, and each once, as old as the older answer', async () => {
    expect(await openAbout({ [greenService.id]: open([ofService]), [item]: open([ofItem, ofService], now) })).toEqual(known([ofService, ofItem], now));
    expect(await openAbout({ [greenService.id]: open([ofService], now), [item]: open([ofItem]) })).toEqual(known([ofService, ofItem], now));
  });

  it('is unknown when one item\'s is, whatever is known of the service and of the others', async () => {
    const both = [reaches(item), reaches(other)];
    expect(await openAbout({ [greenService.id]: open([]), [item]: { state: 'unreadable', problem } })).toEqual(unknown(problem));
    expect(await openAbout({ [greenService.id]: open([ofService]), [item]: open([]), [other]: { state: 'unreadable', problem } }, both)).toEqual(unknown(problem));
    expect(await openAbout({ [greenService.id]: open([]), [item]: { state: 'unreadable', problem }, [other]: open([ofItem]) }, both)).toEqual(unknown(problem));
  });

  it('is unknown when the service\'s is, whatever its items say', async () => {
    expect(await openAbout({ [greenService.id]: { state: 'unreadable', problem }, [item]: open([ofItem]) })).toEqual(unknown(problem));
  });

  it('is the service\'s alone where a tool tells nothing about items, and nothing at all where it does not tell of the service', async () => {
    expect(await openAbout({ [greenService.id]: open([ofService]) })).toEqual(known([ofService], later));
    expect(await openAbout({ [item]: open([ofItem]) })).toEqual({ state: 'absent', fetchedAt: later });
  });

  it('counts what names an item of another service nowhere, and asks of a service whose reach is unread nothing', async () => {
    const elsewhere: ReachFacts = { item: other, services: known([], now) };
    expect(await openAbout({ [greenService.id]: open([ofService]), [item]: open([]), [other]: { state: 'unreadable', problem } }, [reaches(item), elsewhere])).toEqual(known([ofService], later));
    const ofAnother: ReachFacts = { item: other, services: known([{ ...greenService, id: 'servicenow:ci:s2' }], now) };
    expect(await openAbout({ [greenService.id]: open([ofService]), [item]: open([]), [other]: { state: 'unreadable', problem } }, [reaches(item), ofAnother])).toEqual(known([ofService], later));
    const unread: ReachFacts = { item: other, services: unknown(problem) };
    expect(await openAbout({ [greenService.id]: open([ofService]), [item]: open([]), [other]: { state: 'unreadable', problem } }, [unread, reaches(item)])).toEqual(known([ofService], later));
    expect(await openAbout({}, [{ item, services: unknown(problem) }])).toBeUndefined();
  });
});
