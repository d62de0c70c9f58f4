import { onPostgres } from '../../store/each-database.fixture.ts';
import { everywhere, viewerWith, type Viewer } from '../../domain/person.ts';
import type { Spending } from '../../store/index.ts';
import { budgetPerViewer } from './budget.ts';

const viewer = (name: string): Viewer => viewerWith({ kind: 'automation', name, issuer: 'muster', onBehalfOf: null }, [everywhere('VIEWER')]);

it('is counted alone by a hub whose database does not answer', async () => {
  const broken: Spending = { schema: 'muster', table: 'spent', client: { query: () => Promise.reject(new Error('no')) } };
  const spend = budgetPerViewer(100, broken);
  expect(await spend(viewer('one'), 60)).toMatchObject({ remaining: 40, isOver: false });
  expect(await spend(viewer('one'), 60)).toMatchObject({ remaining: 0, isOver: true });
});

onPostgres('A budget', (given) => {
  it('is one over all hubs of a database, each identity has its own, and nobody stands in the table by name', async () => {
    const [one, other] = [budgetPerViewer(1_000, given.store().spending), budgetPerViewer(1_000, (await given.anotherNode()).spending)];
    const spent = await Promise.all(Array.from({ length: 20 }, (_, nth) => (nth % 2 === 0 ? one : other)(viewer('one'), 50)));
    expect(spent.map((answer) => answer?.remaining).toSorted((a, b) => (b ?? 0) - (a ?? 0))).toEqual(Array.from({ length: 20 }, (_, nth) => 950 - nth * 50));
    expect(spent.every((answer) => answer?.isOver === false)).toBe(true);
    for (const hub of [one, other]) expect(await hub(viewer('one'), 1)).toMatchObject({ limit: 1_000, remaining: 0, isOver: true });
    expect(await other(viewer('other'), 1)).toMatchObject({ remaining: 999, isOver: false });
    expect(JSON.stringify(await given.sql('select key from muster.spent'))).not.toContain('one');
  });

  it('begins anew once its minute is over', async () => {
    const spend = budgetPerViewer(100, given.store().spending);
    expect(await spend(viewer('third'), 100)).toMatchObject({ remaining: 0 });
    await given.sql('update muster.spent set expire = 1');
    expect(await spend(viewer('third'), 10)).toMatchObject({ remaining: 90, isOver: false });
  });
});
