import type { Deployment } from '../domain/deployment.ts';
import type { Incident, Problem } from '../domain/incident.ts';
import type { DeploymentQuery, DeploymentStore } from '../domain/ports/deployment-store.ts';
import { recurring, troublesWithin } from './recurrence.ts';
import type { Trouble } from './recurrence.ts';
import { outage } from './testing/reached.ts';
import { Scene } from './testing/scene.ts';
import { stepContext } from './testing/step-context.ts';
import { absent, found, ToldRecords, unreadable } from './testing/told-records.ts';

const incident = (key: string, more: Partial<Incident> = {}): Incident => outage(key, null, more);
const idOf = (key: string): string => incident(key).id;
const own = idOf('own');
const database = 'servicenow:ci:database';

function problem(key: string, isOpen: boolean | null = true): Problem {
  return { kind: 'problem', id: `servicenow:problem:${key}`, label: key, number: key, title: null, isOpen, isKnownError: null, source: incident(key).source };
}

describe('the incidents that are counted', () => {
  const weekMs = 7 * 86_400_000;

  /** Of a deployment whose incident is `own`, after others that failed, each with its service and its incident. */
  async function counted(failed: readonly (readonly [string, string | null])[], readings: ToldRecords['readings']): Promise<{ readonly troubles: Promise<readonly Trouble[]>; readonly asked: readonly unknown[]; readonly queries: readonly unknown[] }> {
    const [scene, told, queries] = [new Scene(), new ToldRecords(), new Array<unknown>()];
    told.readings = readings;
    const context = await stepContext(scene, 'open-problem');
    const items = failed.map(([serviceKey, incidentId], index): Deployment => ({ ...context.deployment, id: `deployment:${index}`, serviceKey, incidentId }));
    const list: DeploymentStore['list'] = (query?: DeploymentQuery, page?: unknown) => {
      queries.push(query, page);
      return Promise.resolve({ items: [{ ...context.deployment, incidentId: 'servicenow:incident:of-itself' }, ...items], totalCount: items.length, hasNextPage: false });
    };
    const deployments = Object.assign(scene.deployments, { list });
    return { troubles: troublesWithin(weekMs, own, { ...context, ports: { ...scene.ports(), deployments, records: told.port() } }), asked: told.asked, queries };
  }

  it('are those of deployments of ours to the same environment that failed since then, its own first, each with its problem', async () => {
    const { troubles, asked, queries } = await counted([['payments', idOf('2')], ['ledger', idOf('3')], ['payments', null]], {
      incident: { [own]: found(incident('own')), [idOf('2')]: found(incident('2', { problemId: 'servicenow:problem:P1' })), [idOf('3')]: found(incident('3', { problemId: 'servicenow:problem:P1' })) },
      problem: { 'servicenow:problem:P1': found(problem('P1')) },
    });
    expect(await troubles).toEqual([
      { serviceKey: 'payments', incident: incident('own'), problem: null },
      { serviceKey: 'payments', incident: incident('2', { problemId: 'servicenow:problem:P1' }), problem: problem('P1') },
      { serviceKey: 'ledger', incident: incident('3', { problemId: 'servicenow:problem:P1' }), problem: problem('P1') },
    ]);
    expect(queries).toEqual([{ states: ['FAILED', 'BACKED_OUT'], environment: 'production', origin: 'TRIGGERED', since: '2026-11-16T05:00:00.000Z' }, { first: 200, after: null }]);
    expect(asked).toEqual([['incident', own, idOf('2'), idOf('3')], ['problem', 'servicenow:problem:P1']]);
  });

  it('are of the tool that keeps its own, and no problem is asked for where nothing is explained', async () => {
    const { troubles, asked } = await counted([['payments', 'itop:incident:2'], ['payments', 'odd']], { incident: { [own]: found(incident('own')) } });
    expect(await troubles).toMatchObject([{ incident: { id: own } }]);
    expect(asked).toEqual([['incident', own]]);
  });

  it.each<[string, Readonly<Record<string, ReturnType<typeof found>>>, readonly string[]]>([
    ['one that is gone counts no more', { [own]: found(incident('own')), [idOf('2')]: absent }, [own]],
    ['without its own there is nothing to compare with', { [own]: absent, [idOf('2')]: found(incident('2')) }, []],
  ])('%s', async (_title, incidents, counts) => {
    const { troubles } = await counted([['payments', idOf('2')]], { incident: incidents });
    expect((await troubles).map((trouble) => trouble.incident.id)).toEqual(counts);
  });

  it('are explained by nothing where the problem is gone', async () => {
    const { troubles } = await counted([], { incident: { [own]: found(incident('own', { problemId: 'servicenow:problem:P1' })) }, problem: { 'servicenow:problem:P1': absent } });
    expect(await troubles).toMatchObject([{ problem: null }]);
  });

  it.each<[string, ToldRecords['readings'], string]>([
    ['an incident', { incident: { [own]: found(incident('own')), [idOf('2')]: unreadable } }, 'servicenow:incident:2 cannot be read, so that nobody can say how often it went wrong: it is down'],
    ['an incident without an answer', { incident: { [own]: found(incident('own')) } }, 'servicenow:incident:2 cannot be read, so that nobody can say how often it went wrong'],
    ['a problem', { incident: { [own]: found(incident('own', { problemId: 'servicenow:problem:P1' })), [idOf('2')]: absent }, problem: { 'servicenow:problem:P1': unreadable } }, 'servicenow:problem:P1 cannot be read, so that nobody can say how often it went wrong: it is down'],
  ])('are not counted when %s cannot be read', async (_title, readings, message) => {
    const { troubles } = await counted([['payments', idOf('2')]], readings);
    await expect(troubles).rejects.toThrow(new Error(message));
  });
});

describe('what recurs', () => {
  const trouble = (key: string, serviceKey: string, item: string | null = null, its: Problem | null = null): Trouble => ({ serviceKey, incident: incident(key, { configurationItemId: item }), problem: its });

  it.each<[string, Trouble, Trouble, boolean]>([
    ['of the same service, at another item', trouble('own', 'payments', database), trouble('2', 'payments', 'servicenow:ci:bus'), true],
    ['of another service, at the same item', trouble('own', 'payments', database), trouble('2', 'ledger', database), true],
    ['of another service, at another item', trouble('own', 'payments', database), trouble('2', 'ledger', 'servicenow:ci:bus'), false],
    ['of another service, at items that nobody named', trouble('own', 'payments'), trouble('2', 'ledger'), false],
    ['of another service, whose item alone is named', trouble('own', 'payments'), trouble('2', 'ledger', database), false],
    ['explained by an open problem', trouble('own', 'payments'), trouble('2', 'payments', null, problem('P1')), true],
    ['explained by a problem that does not say whether it is open', trouble('own', 'payments'), trouble('2', 'payments', null, problem('P1', null)), true],
    ['explained by a closed problem', trouble('own', 'payments'), trouble('2', 'payments', null, problem('P1', false)), false],
    ['at the same item, explained by a closed problem', trouble('own', 'payments', database), trouble('2', 'ledger', database, problem('P1', false)), false],
  ])('%s: %s', (_title, first, other, recurs) => {
    expect(recurring([first, other])).toEqual(recurs ? [first, other] : [first]);
  });

  it('is its own trouble always, whatever explained it, and nothing where there is none', () => {
    const first = trouble('own', 'payments', null, problem('P1', false));
    expect(recurring([first])).toEqual([first]);
    expect(recurring([])).toEqual([]);
  });
});
