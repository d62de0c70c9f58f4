import type { Reach } from '../../src/domain/configuration-item.ts';
import { problemOf, setFaults } from './every-fault.ts';
import { Stage, story } from './itop-stage.ts';

let stage: Stage;
beforeAll(async () => { stage = await Stage.open(); });
beforeEach(() => setFaults(stage.tool));
afterAll(() => stage.tool.close());

const relations = { down: 'ci.dependencyReach', up: 'ci.userReach' } as const;

async function reachOf(name: string, way: keyof typeof relations): Promise<Reach> {
  const id = await stage.idOf('ci', name);
  return (await stage.relate(relations[way], [id])).get(id) ?? { items: [], isComplete: false };
}

/** Names by the fewest hops, walked over the story itself, which knows nothing of iTop. */
function told(name: string, way: keyof typeof relations): ReadonlyMap<string, number> {
  const items = new Set(story.items.map((item) => item.name));
  const distances = new Map([[name, 0]]);
  for (const [node, distance] of distances) {
    for (const { parent, child } of story.relations) {
      const [from, to] = way === 'down' ? [parent, child] : [child, parent];
      if (from === node && items.has(to) && !distances.has(to)) distances.set(to, distance + 1);
    }
  }
  distances.delete(name);
  return distances;
}

describe('reach', () => {
  it.each<[string, keyof typeof relations]>([['online-banking-api-prod', 'down'], ['edge-lb-prod', 'up'], ['bus-node-1-prod', 'up'], ['core-banking-bus-prod', 'down']])('of %s %s is all the story tells, each once, nearest first', async (name, way) => {
    const { items, isComplete } = await reachOf(name, way);
    const known = items.filter(({ item }) => item.name !== 'ledger-schema-prod');
    expect(new Map(known.map(({ item, distance }) => [item.name, distance]))).toEqual(told(name, way));
    expect(items.map(({ distance }) => distance)).toEqual(items.map(({ distance }) => distance).toSorted((a, b) => a - b));
    expect([new Set(items.map(({ item }) => item.id)).size, isComplete]).toEqual([items.length, true]);
  });

  it('of many items is one call for all, beside those that read the items', async () => {
    const ids = await Promise.all(['ledger-api-prod', 'edge-lb-prod', 'payments-api-prod'].map((name) => stage.idOf('ci', name)));
    expect(await stage.callsDuring(async () => { expect([...(await stage.relate('ci.dependencyReach', [...ids, 'itop:ci:99999'])).keys()]).toEqual(ids); })).toBe(8);
  });

  it('does not depend on what else was asked along', async () => {
    const [one, other] = [await stage.idOf('ci', 'ledger-db-prod'), await stage.idOf('ci', 'edge-lb-prod')];
    const alone = (await stage.relate('ci.userReach', [one])).get(one);
    expect((await stage.relate('ci.userReach', [other, one])).get(one)?.items.map(({ item }) => item.id).toSorted()).toEqual(alone?.items.map(({ item }) => item.id).toSorted());
  });

  it('is cut at twenty hops, and says so', async () => {
    const { objects } = await stage.work({ operation: 'core/create', comment: 'x', class: 'OtherSoftware', fields: { name: 'chain-0', org_id: 1 }, output_fields: 'id' });
    let last = Object.keys(objects ?? {})[0]?.split('::')[1] ?? '';
    const root = `itop:ci:${last}`;
    for (let hop = 1; hop <= 21; hop += 1) {
      const made = await stage.work({ operation: 'core/create', comment: 'x', class: 'OtherSoftware', fields: { name: `chain-${hop}`, org_id: 1 }, output_fields: 'id' });
      const next = Object.keys(made.objects ?? {})[0]?.split('::')[1] ?? '';
      await fetch(`${stage.tool.url}/__sandbox/impacts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([Number(last), Number(next)]) });
      last = next;
    }
    const cut = (await stage.relate('ci.userReach', [root])).get(root);
    expect([cut?.items.length, cut?.items.at(-1)?.distance, cut?.isComplete]).toEqual([20, 20, false]);
    const nearer = `itop:ci:${Number(root.split(':')[2]) + 2}`;
    expect((await stage.relate('ci.userReach', [nearer])).get(nearer)).toMatchObject({ isComplete: true, items: { length: 19 } });
  });

  it('fails as a whole when the graph came and the items did not', async () => {
    const id = await stage.idOf('ci', 'ledger-api-prod');
    await setFaults(stage.tool, { kind: 'slow', delayMs: 0, times: 1 }, { kind: 'hang', times: 7 });
    expect(await problemOf(stage.relate('ci.dependencyReach', [id]))).toBe('TIMEOUT');
  });
});
