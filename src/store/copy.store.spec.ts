import type { Copy } from '../domain/ports/copy-store.ts';
import { eachDatabase } from './each-database.fixture.ts';

function copy(identity: string, more: Partial<Copy> = {}): Copy {
  return { connection: 'sn', kind: 'change', identity, reference: null, content: { id: identity, list: [1, null] }, fetchedAt: '2026-11-20T00:00:00.000Z', ...more };
}

const at = (day: number): string => `2026-11-${day}T00:00:00.000Z`;

/** A copy of a record, as tools' records are: with a source that says when it was read. */
function record(id: string, title: string, fetchedAt: string, more: Partial<Copy> = {}): Copy {
  const reference = `sn:change:CHG${id}`;
  const source = { reference, system: 'TEST', connection: 'sn', key: `CHG${id}`, url: null, fetchedAt, isStale: false, problem: null };
  return copy(`sn:change:${id}`, { reference, fetchedAt, content: { kind: 'change', id: `sn:change:${id}`, label: title, source }, ...more });
}

eachDatabase('Copies', (given) => {
  const store = () => given.store().copies;
  const history = () => given.store().history;
  const found = async (identity: string): Promise<Copy | undefined> => (await store().find('change', [identity])).get(identity);
  const said = async (name: string, moment: string): Promise<readonly unknown[] | null> => {
    const version = (await history().asOf('change', [name], moment)).get(name);
    return version === undefined ? null : [(version.copy.content as { label: string }).label, version.validFrom, version.validTo, version.goneBecause];
  };

  test('are found by identity and by reference in one call', async () => {
    const one = copy('sn:change:1', { reference: 'sn:change:CHG1' });
    await store().keep([one, copy('sn:change:2')]);
    const found = await store().find('change', ['sn:change:CHG1', 'sn:change:1', 'sn:change:2', 'sn:change:3']);
    expect([...found]).toEqual([['sn:change:CHG1', one], ['sn:change:1', one], ['sn:change:2', copy('sn:change:2')]]);
    expect((await store().find('incident', ['sn:change:1'])).size).toBe(0);
    expect((await store().find('change', [])).size).toBe(0);
  });

  test('never give way to an older one, within a call or between calls', async () => {
    const newer = copy('sn:change:10', { fetchedAt: '2026-11-20T00:00:01.000Z', content: 'newer' });
    const older = copy('sn:change:10', { content: 'older' });
    await store().keep([newer, older]);
    await store().keep([older]);
    await store().keep([]);
    expect((await store().find('change', ['sn:change:10'])).get('sn:change:10')).toEqual(newer);
  });

  test('of a label that moved answer the record that has it now', async () => {
    await store().keep([copy('sn:change:20', { reference: 'sn:change:CHG20' }), copy('sn:change:21', { reference: 'sn:change:CHG20', fetchedAt: '2026-11-21T00:00:00.000Z' })]);
    expect((await store().find('change', ['sn:change:CHG20'])).get('sn:change:CHG20')?.identity).toBe('sn:change:21');
  });

  test('hold null, and what PostgreSQL itself would refuse', async () => {
    await store().keep([copy('lib:artifact:1', { kind: 'artifact.build', content: null }), copy('lib:artifact:2', { kind: 'artifact.build', content: { text: 'a\u0000b\ud800' } })]);
    const found = await store().find('artifact.build', ['lib:artifact:1', 'lib:artifact:2']);
    expect(found.get('lib:artifact:1')?.content).toBeNull();
    expect(found.get('lib:artifact:2')?.content).toEqual({ text: 'a\uFFFDb\uFFFD' });
  });

  test('kept by many at once neither deadlock nor multiply', async () => {
    const many = Array.from({ length: 100 }, (_, index) => copy(`sn:change:m${index}`));
    await Promise.all(Array.from({ length: 8 }, (_, turn) => store().keep(turn % 2 === 0 ? many : many.toReversed())));
    expect((await store().find('change', many.map((one) => one.identity))).size).toBe(100);
  });

  test('tell what a tool said at a moment, by identity and by label', async () => {
    await store().keep([record('30', 'first', at(10))]);
    await store().keep([record('30', 'first', at(11))]);
    await store().keep([record('30', 'second', at(12))]);
    await store().keep([record('30', 'third', at(14))]);
    expect(await found('sn:change:30')).toEqual(record('30', 'third', at(14)));
    expect(await said('sn:change:30', at(9))).toBeNull();
    expect(await said('sn:change:30', at(10))).toEqual(['first', at(10), at(12), null]);
    expect(await said('sn:change:CHG30', at(11))).toEqual(['first', at(10), at(12), null]);
    expect(await said('sn:change:30', at(13))).toEqual(['second', at(12), at(14), null]);
    expect(await said('sn:change:30', at(20))).toEqual(['third', at(14), null, null]);
  });

  test('read again as they were move their moment and make no history, whatever order their fields came in and however they were marked', async () => {
    await store().keep([record('31', 'same', at(10))]);
    const { content } = record('31', 'same', at(12));
    const { source, ...rest } = content as { readonly source: object };
    const turned = { source: { ...source, isStale: true, problem: { code: 'TIMEOUT' } }, ...Object.fromEntries(Object.entries(rest).toReversed()) };
    await store().keep([record('31', 'same', at(11))]);
    await store().keep([record('31', 'same', at(12), { content: turned })]);
    expect(await found('sn:change:31')).toEqual(record('31', 'same', at(12)));
    expect(await said('sn:change:31', at(11))).toEqual(['same', at(10), null, null]);
    expect(await said('sn:change:31', at(13))).toEqual(['same', at(10), null, null]);
  });

  test('date the records that a relation answered with, however deep', async () => {
    const member = record('32', 'within', at(10)).content;
    const reach = (moment: string): Copy => copy('sn:change:32', { kind: 'ci.userReach', fetchedAt: moment, content: { isComplete: true, items: [{ distance: 1, item: member }] } });
    await store().keep([reach(at(10))]);
    await store().keep([reach(at(12))]);
    const kept = (await store().find('ci.userReach', ['sn:change:32'])).get('sn:change:32');
    expect(kept?.content).toEqual({ isComplete: true, items: [{ distance: 1, item: record('32', 'within', at(12)).content }] });
  });

  test('of records that are gone are kept, said to be gone and why, and are back when seen again', async () => {
    await store().keep([record('33', 'there', at(10)), record('34', 'read since', at(13))]);
    await history().lose('change', ['sn:change:33', 'sn:change:34'], at(12), 'deleted or hidden');
    expect(await found('sn:change:33')).toBeUndefined();
    expect((await store().find('change', ['sn:change:CHG33'])).size).toBe(0);
    expect(await found('sn:change:34')).toBeDefined();
    expect(await said('sn:change:33', at(11))).toEqual(['there', at(10), at(12), null]);
    expect(await said('sn:change:33', at(12))).toEqual(['there', at(12), null, 'deleted or hidden']);

    await store().keep([record('33', 'there', at(15))]);
    expect(await found('sn:change:33')).toEqual(record('33', 'there', at(15)));
    expect(await said('sn:change:33', at(14))).toEqual(['there', at(12), at(15), 'deleted or hidden']);
    expect(await said('sn:change:33', at(16))).toEqual(['there', at(15), null, null]);
  });

  test('of long ago are forgotten when pruned, what stands is not', async () => {
    for (const day of [10, 12, 14]) await store().keep([record('35', `day ${day}`, at(day))]);
    await history().prune(at(13));
    expect(await said('sn:change:35', at(11))).toBeNull();
    expect(await said('sn:change:35', at(13))).toEqual(['day 12', at(12), at(14), null]);
    expect(await said('sn:change:35', at(15))).toEqual(['day 14', at(14), null, null]);
  });

  test('whose names hold what separates fields are kept as one', async () => {
    await store().keep([copy('sn:change:\u0001\u0002x', { content: '\u0001' }), copy('sn:change:41')]);
    expect((await found('sn:change:\uFFFD\uFFFDx'))?.content).toBe('\u0001');
    expect(await found('sn:change:41')).toBeDefined();
  });

  test('of a large write are each what they are, whatever stands beside them: the same, another, new, older or gone', async () => {
    const ids = Array.from({ length: 1_300 }, (_, index) => `5${String(index).padStart(4, '0')}`);
    const kindOf = (id: string): string => (['same', 'other', 'new', 'older', 'gone'] as const)[Number(id) % 5] ?? '';
    await store().keep(ids.filter((id) => kindOf(id) !== 'new').map((id) => record(id, 'first', at(kindOf(id) === 'older' ? 15 : 10))));
    await history().lose('change', ids.filter((id) => kindOf(id) === 'gone').map((id) => `sn:change:${id}`), at(11), 'deleted');
    await store().keep(ids.map((id) => record(id, kindOf(id) === 'other' ? 'second' : 'first', at(12))));
    const names = ids.map((id) => `sn:change:${id}`);
    const [kept, then] = [await store().find('change', names), await history().asOf('change', names, at(11))];
    expect(kept.size).toBe(ids.length);
    const expected: Readonly<Record<string, unknown>> = {
      same: ['first', at(12), at(10), null], other: ['second', at(12), at(10), at(12)], new: ['first', at(12), undefined, undefined], older: ['first', at(15), undefined, undefined], gone: ['first', at(12), at(11), at(12)],
    };
    for (const [index, name] of names.entries()) {
      const [now, before] = [kept.get(name), then.get(name)];
      expect([name, (now?.content as { label: string }).label, now?.fetchedAt, before?.validFrom, before?.validTo]).toEqual([name, ...expected[kindOf(ids[index] ?? '')] as unknown[]]);
    }
  });

  test('written by many at once lose no version', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, turn) => store().keep([36, 37, 38].map((id) => record(String(id), `turn ${turn}`, `2026-11-20T00:00:0${turn}.000Z`)))));
    expect(await found('sn:change:36')).toEqual(record('36', 'turn 7', '2026-11-20T00:00:07.000Z'));
    const last = await history().asOf('change', ['sn:change:36', 'sn:change:37', 'sn:change:38'], at(21));
    expect([...last.values()].map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual(Array.from({ length: 3 }, () => ['2026-11-20T00:00:07.000Z', null]));
  });
});
