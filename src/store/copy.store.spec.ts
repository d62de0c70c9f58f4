import type { Copy } from '../domain/ports/copy-store.ts';
import { eachDatabase } from './each-database.fixture.ts';

function copy(identity: string, more: Partial<Copy> = {}): Copy {
  return { connection: 'sn', kind: 'change', identity, reference: null, content: { id: identity, list: [1, null] }, fetchedAt: '2026-11-20T00:00:00.000Z', ...more };
}

eachDatabase('Copies', (given) => {
  const store = () => given.store().copies;

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
});
