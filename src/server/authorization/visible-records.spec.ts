import type { Records, Reading } from '../../domain/ports/records.ts';
import type { Hidden } from '../../domain/restriction.ts';
import type { SourceRecord } from '../../domain/source.ts';
import { visibleRecords } from './visible-records.ts';

const page = { purpose: 'page', maxAgeMs: 0 } as const;
const at = '2026-03-01T00:00:00.000Z';
const clock = { now: () => new Date(at) };
const down = { code: 'TIMEOUT', message: 'did not answer', sinceAt: at, retryAt: null } as const;

function record(kind: SourceRecord['kind'], key: string, classification?: string | null): SourceRecord {
  const name = `tool:${kind}:${key}`;
  return { kind, id: name, label: key, source: { reference: name, system: 'TOOL', connection: 'tool', key, url: null, fetchedAt: at, isStale: false, problem: null }, ...(classification !== undefined && { classification }) };
}

const all = [record('incident', 'I1'), record('change', 'open', null), record('change', 'embargo', 'Embargo'), record('change', 'old'), record('ci', 'api', 'EMBARGO')];
const hidden: readonly Hidden[] = [
  { connection: 'tool', kind: 'incident', classifications: null },
  { connection: 'tool', kind: 'change', classifications: ['embargo'] },
  { connection: 'tool', kind: 'ci', classifications: ['embargo'] },
];

/** Notes what the tool is asked for. */
function seenBy(hidden_: readonly Hidden[], problem: typeof down | null = null) {
  const asked: string[] = [];
  const found = <T>(value: T): Reading<T> => ({ state: 'found', value, fetchedAt: at, problem });
  const records = {
    read: (_kind: string, names: readonly string[]) => {
      asked.push(...names);
      return Promise.resolve(new Map(names.map((name) => {
        const one = all.find(({ id }) => id === name);
        return [name, one === undefined ? problem === null ? { state: 'absent', fetchedAt: at } : { state: 'unreadable', problem } : found(one)];
      })));
    },
    relate: (relation: string, ids: readonly string[]) => {
      asked.push(...ids.map((id) => `${relation} ${id}`));
      const answer: Readonly<Record<string, unknown>> = {
        'change.configurationItems': [record('ci', 'web', null), record('ci', 'api', 'Embargo')],
        'change.conflicts': [{ kind: 'c', description: 'about the other', withChange: 'embargo', configurationItem: null }, { kind: 'c', description: null, withChange: 'open', configurationItem: null }],
        'ci.dependencyReach': { items: [{ item: record('ci', 'api', 'Embargo'), distance: 1 }, { item: record('ci', 'web', null), distance: 2 }], isComplete: true },
      };
      return Promise.resolve(new Map(ids.map((id) => [id, found(answer[relation] ?? [])])));
    },
    readAtHand: (_kind: string, name: string) => { const one = all.find(({ id }) => id === name); return one === undefined ? undefined : found(one); },
    relateAtHand: (relation: string, id: string) => { asked.push(`${relation} ${id}`); return found([record('ci', 'web', null), record('incident', 'I2')]); },
    knownAs: (_kind: string, names: readonly string[]) => Promise.resolve(new Map(names.map((name) => [name, name]))),
    find: () => Promise.resolve([{ connection: 'tool', isProduction: true, records: all, isComplete: true, problem: null }]),
    isProduction: () => true,
  } as unknown as Records;
  return { records, asked, visible: visibleRecords(records, hidden_, clock) };
}

describe('What somebody sees of the records', () => {
  it('is the very records where nothing is hidden', () => {
    const { records, visible } = seenBy([]);
    expect(visible).toBe(records);
  });

  it('has no record that is hidden: it answers as for one that does not exist, and asks no tool where the kind alone tells', async () => {
    const { visible, asked } = seenBy(hidden);
    const incidents = await visible.read('incident', ['tool:incident:I1', 'tool:incident:nowhere'], page);
    expect(incidents.get('tool:incident:I1')).toEqual(incidents.get('tool:incident:nowhere'));
    expect(asked).toEqual([]);
    const changes = await visible.read('change', ['open', 'embargo', 'old', 'nowhere'].map((key) => `tool:change:${key}`), page);
    expect([...changes.values()].map(({ state }) => state)).toEqual(['found', 'absent', 'absent', 'absent']);
    expect(changes.get('tool:change:embargo')).toEqual(changes.get('tool:change:nowhere'));
  });

  it('does not tell by a last copy of a tool that is down that there is something', async () => {
    const changes = await seenBy(hidden, down).visible.read('change', ['tool:change:embargo', 'tool:change:nowhere'], page);
    expect(changes.get('tool:change:embargo')).toEqual(changes.get('tool:change:nowhere'));
    expect(changes.get('tool:change:embargo')).toEqual({ state: 'unreadable', problem: down });
  });

  it('has no relation of what is hidden, and none that leads to it', async () => {
    const { visible, asked } = seenBy(hidden);
    const items = await visible.relate('change.configurationItems', ['tool:change:embargo', 'tool:change:open'], page);
    expect(items.get('tool:change:embargo')).toMatchObject({ state: 'absent' });
    expect(items.get('tool:change:open')).toMatchObject({ value: [{ label: 'web' }] });
    expect(asked).not.toContain('change.configurationItems tool:change:embargo');
    const reach = await visible.relate('ci.dependencyReach', ['tool:ci:api', 'tool:ci:elsewhere'], page);
    expect([...reach.values()].map(({ state }) => state)).toEqual(['absent', 'absent']);
    expect((await visible.relate('incident.serviceLevels', ['tool:incident:I1'], page)).get('tool:incident:I1')).toMatchObject({ state: 'absent' });
  });

  it('has no conflict with a change that is hidden, whose words would tell of it', async () => {
    const conflicts = await seenBy(hidden).visible.relate('change.conflicts', ['tool:change:open'], page);
    expect(conflicts.get('tool:change:open')).toMatchObject({ value: [{ withChange: 'open' }] });
  });

  it('has nothing hidden at hand either', () => {
    const { visible, asked } = seenBy(hidden);
    expect(['incident:I1', 'change:embargo', 'change:old', 'change:open'].map((name) => visible.readAtHand(name.startsWith('i') ? 'incident' : 'change', `tool:${name}`, page)?.state)).toEqual(['absent', 'absent', 'absent', 'found']);
    expect(visible.relateAtHand('change.configurationItems', 'tool:change:embargo', page)).toBeUndefined();
    expect(visible.relateAtHand('service.openIncidents', 'tool:service:S', page)).toMatchObject({ value: [{ label: 'web' }] });
    expect(asked).toEqual(['service.openIncidents tool:service:S']);
  });

  it('finds nothing hidden, and is as complete as it is for everybody', async () => {
    const [found] = await seenBy(hidden).visible.find('changes.list', { states: null, updatedSince: null, plannedFrom: null, plannedTo: null, text: null, limit: 9 }, page);
    expect(found).toMatchObject({ records: [{ label: 'open' }], isComplete: true });
  });

  it('is known by no reference that may lead to something hidden', async () => {
    expect([...(await seenBy(hidden).visible.knownAs('change', ['tool:change:open', 'tool:problem:P1'])).keys()]).toEqual(['tool:problem:P1']);
  });
});
