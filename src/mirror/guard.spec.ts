import { setTimeout as pause } from 'node:timers/promises';
import { judging, type Ask } from '../domain/ports/ask.ts';
import { live, answering, failing, item, mirrorOver, toolOf } from './mirror.fixture.ts';

describe('A tool that fails', () => {
  test('or hangs costs only its own records, and no longer than its deadline', async () => {
    const hanging = toolOf('hangs', () => new Promise(() => undefined));
    const readings = await mirrorOver([answering('cmdb', item('1', 'one')), failing('fails'), hanging]).read('ci', ['cmdb:ci:one', 'fails:ci:x', 'hangs:ci:y'], judging);
    expect([...readings.values()].map((reading) => (reading.state === 'unreadable' ? reading.problem.code : reading.state))).toEqual(['found', 'SERVER_ERROR', 'TIMEOUT']);
  });

  test('that let the whole time of a question pass is not asked for more of it; one that another held up still is', async () => {
    const [hanging, well] = [toolOf('hangs', () => new Promise(() => undefined)), answering('cmdb', item('1', 'one'))];
    const mirror = mirrorOver([hanging, well]);
    const question: Ask = { ...live, beganAtMs: performance.now() - 70 };
    await mirror.read('ci', ['hangs:ci:a'], question);
    const states = async (name: string) => [...(await mirror.read('ci', [name], question)).values()].map((reading) => (reading.state === 'unreadable' ? reading.problem.code : reading.state));
    expect([await states('hangs:ci:b'), hanging.calls.length]).toEqual([['TIMEOUT'], 1]);
    const another: Ask = { ...live, beganAtMs: performance.now() - 120 };
    expect([...(await mirror.read('ci', ['cmdb:ci:one'], another)).values()].map(({ state }) => state)).toEqual(['found']);
    await mirror.read('ci', ['hangs:ci:c'], another);
    expect(hanging.calls).toHaveLength(2);
  });

  test('late, after its deadline, disturbs nobody', async () => {
    const late = toolOf('late', async () => { await pause(200); throw new Error('too late anyway'); });
    const readings = await mirrorOver([late]).read('ci', ['late:ci:y'], judging);
    expect(readings.get('late:ci:y')).toMatchObject({ state: 'unreadable', problem: { code: 'TIMEOUT' } });
    await pause(150);
  });

  test('shares one deadline over all parts of a question', async () => {
    const cmdb = answering('cmdb', item('1', 'one'));
    const readings = await mirrorOver([cmdb]).read('ci', ['cmdb:ci:one'], { ...judging, beganAtMs: performance.now() - 1_000 });
    expect(readings.get('cmdb:ci:one')).toMatchObject({ state: 'unreadable', problem: { code: 'TIMEOUT' } });
    expect(cmdb.calls).toEqual([]);
  });

  test('in a way no connector should says nothing of what it said', async () => {
    for (const tool of [failing('cmdb', new TypeError('secret s3cr3t')), toolOf('cmdb', () => { throw new Error('s3cr3t'); }), toolOf('cmdb', () => Promise.resolve(undefined as unknown as []))]) {
      const reading = (await mirrorOver([tool]).read('ci', ['cmdb:ci:one'], judging)).get('cmdb:ci:one');
      expect(reading).toMatchObject({ state: 'unreadable', problem: { code: 'UNEXPECTED_ANSWER' } });
      expect(JSON.stringify(reading)).not.toContain('s3cr3t');
    }
  });
});
