import type { Copy, CopyStore } from '../domain/ports/copy-store.ts';
import { Copies } from './copies.ts';
import { Recent } from './recent.ts';

const copy = (identity: string, title: string, fetchedAt = '2026-11-29T06:00:00.000Z'): Copy =>
  ({ connection: 'jira', kind: 'work-item', identity, reference: `${identity}-label`, content: { title }, fetchedAt });

describe('copies just read', () => {
  it('are trusted for a second and no longer', () => {
    let now = 0;
    const recent = new Recent(() => now);
    recent.found('a', copy('a', 'one'));
    now = 1_000;
    expect(recent.of('work-item', 'a')?.content).toEqual({ title: 'one' });
    expect(recent.of('change', 'a')).toBeUndefined();
    now = 1_001;
    expect(recent.of('work-item', 'a')).toBeUndefined();
  });

  it('are replaced under both names by what was read since, and not by anything older', () => {
    const recent = new Recent(() => 0);
    recent.found('a', copy('a', 'one'));
    recent.found('a-label', copy('a', 'one'));
    recent.kept([copy('a', 'two')]);
    const both = () => ['a', 'a-label'].map((name) => recent.of('work-item', name)?.content);
    expect(both()).toEqual([{ title: 'two' }, { title: 'two' }]);
    recent.kept([copy('a', 'older', '2026-11-29T05:59:59.999Z')]);
    expect(both()).toEqual([{ title: 'two' }, { title: 'two' }]);
  });
});

describe('copies of the mirror', () => {
  const page = { purpose: 'page', maxAgeMs: 60_000 } as const;
  const clock = { now: () => new Date('2026-11-29T06:00:30.000Z') };
  let stored: Map<string, Copy>;
  let finds: number;
  let beforeAnswer: () => Promise<void>;
  const store: CopyStore = {
    find: async (_kind, names) => {
      finds += 1;
      const found = new Map(names.flatMap((name) => (stored.has(name) ? [[name, stored.get(name) as Copy]] : [])));
      await beforeAnswer();
      return found;
    },
    keep: (copies) => {
      for (const one of copies) stored.set(one.identity, one);
      return Promise.resolve();
    },
  };
  beforeEach(() => {
    stored = new Map([['a', copy('a', 'one')]]);
    finds = 0;
    beforeAnswer = () => Promise.resolve();
  });

  it('come from the database once, however many look', async () => {
    const copies = new Copies(store, { lose: () => Promise.resolve() }, clock, () => undefined);
    for (let n = 0; n < 3; n += 1) expect((await copies.fresh('work-item', ['a'], page)).get('a')?.content).toEqual({ title: 'one' });
    expect(finds).toBe(1);
  });

  it('are at hand once they were read, for whoever takes copies of their age', async () => {
    const copies = new Copies(store, { lose: () => Promise.resolve() }, clock, () => undefined);
    expect(copies.atHand('work-item', 'a', page)).toBeUndefined();
    await copies.fresh('work-item', ['a'], page);
    expect(copies.atHand('work-item', 'a', page)?.content).toEqual({ title: 'one' });
    expect(copies.atHand('work-item', 'a', { ...page, maxAgeMsOf: { 'work-item': 29_999 } })).toBeUndefined();
    for (const ask of [{ ...page, maxAgeMs: 0 }, { purpose: 'judge', maxAgeMs: 60_000 }, { purpose: 'act', maxAgeMs: 60_000 }] as const) expect(copies.atHand('work-item', 'a', ask)).toBeUndefined();
  });

  it('are the new ones as soon as they are kept', async () => {
    const copies = new Copies(store, { lose: () => Promise.resolve() }, clock, () => undefined);
    await copies.fresh('work-item', ['a'], page);
    await copies.keep([copy('a', 'two')], page);
    expect((await copies.fresh('work-item', ['a'], page)).get('a')?.content).toEqual({ title: 'two' });
    expect(stored.get('a')?.content).toEqual({ title: 'one' });
    await copies.flushed();
    expect(stored.get('a')?.content).toEqual({ title: 'two' });
  });

  it('of a judgement are written before it goes on', async () => {
    const copies = new Copies(store, { lose: () => Promise.resolve() }, clock, () => undefined);
    await copies.keep([copy('a', 'two')], { purpose: 'judge', maxAgeMs: 0 });
    expect(stored.get('a')?.content).toEqual({ title: 'two' });
  });

  it('are written together, of each record the newest', async () => {
    const written: (readonly Copy[])[] = [];
    const copies = new Copies({ ...store, keep: (some) => { written.push(some); return Promise.resolve(); } }, { lose: () => Promise.resolve() }, clock, () => undefined);
    await Promise.all([copies.keep([copy('a', 'two'), copy('b', 'one')], page), copies.keep([copy('a', 'older', '2026-11-29T05:00:00.000Z')], page)]);
    await copies.flushed();
    expect(written.map((some) => some.map(({ identity, content }) => [identity, content]))).toEqual([[['a', { title: 'two' }], ['b', { title: 'one' }]]]);
  });

  describe('of a record that is gone', () => {
    const at = '2026-11-29T06:00:20.000Z';
    let marked: string[];
    let mayMark: () => void;
    const slow = () => new Copies(store, { lose: async (_kind, identities) => {
      await new Promise<void>((may) => { mayMark = may; });
      for (const one of identities) {
        stored.delete(one);
        marked.push(one);
      }
    } }, clock, () => undefined);
    const named = async (copies: Copies) => [...await copies.fresh('work-item', ['a', 'a-label'], page)].map(([name]) => name);
    beforeEach(() => {
      marked = [];
      mayMark = () => undefined;
      stored.set('a-label', copy('a', 'one'));
    });

    it('are none any more at once, by neither name, before whoever looks has waited for the mark', async () => {
      const copies = slow();
      expect(await named(copies)).toEqual(['a', 'a-label']);
      await copies.lose('work-item', ['a'], at, 'gone', page);
      expect(await named(copies)).toEqual([]);
      expect(marked).toEqual([]);
      const flushed = copies.flushed();
      await new Promise(setImmediate);
      mayMark();
      await flushed;
      expect(marked).toEqual(['a']);
    });

    it('are marked after what was read before is written', async () => {
      const order: string[] = [];
      const copies = new Copies({ ...store, keep: () => { order.push('kept'); return Promise.resolve(); } }, { lose: () => { order.push('lost'); return Promise.resolve(); } }, clock, () => undefined);
      await copies.lose('work-item', ['b'], at, 'gone', page);
      await copies.keep([copy('a', 'two')], page);
      await copies.flushed();
      expect(order).toEqual(['kept', 'lost']);
    });

    it('are marked before a judgement goes on', async () => {
      const lost: string[] = [];
      const copies = new Copies(store, { lose: (_kind, identities) => { lost.push(...identities); return Promise.resolve(); } }, clock, () => undefined);
      await copies.lose('work-item', ['a'], at, 'gone', { purpose: 'judge', maxAgeMs: 0 });
      expect(lost).toEqual(['a']);
    });

    it('are there again when it was read since', async () => {
      const copies = slow();
      await copies.lose('work-item', ['a'], at, 'gone', page);
      stored.set('a', copy('a', 'back', '2026-11-29T06:00:21.000Z'));
      expect((await copies.fresh('work-item', ['a'], page)).get('a')?.content).toEqual({ title: 'back' });
    });
  });

  it('that the database found before a write came in between are not remembered', async () => {
    const copies = new Copies(store, { lose: () => Promise.resolve() }, clock, () => undefined);
    beforeAnswer = () => copies.keep([copy('a', 'two')], page);
    expect((await copies.fresh('work-item', ['a'], page)).get('a')?.content).toEqual({ title: 'one' });
    beforeAnswer = () => Promise.resolve();
    expect((await copies.fresh('work-item', ['a'], page)).get('a')?.content).toEqual({ title: 'two' });
  });

  it('are new enough when they were read since the question began, however long it has waited', async () => {
    const copies = new Copies(store, { lose: () => Promise.resolve() }, clock, () => undefined);
    const isFresh = async (waitedMs: number) => (await copies.fresh('work-item', ['a'], { ...page, maxAgeMs: 1_000, beganAtMs: performance.now() - waitedMs })).has('a');
    expect([await isFresh(31_000), await isFresh(29_000)]).toEqual([true, false]);
  });

  it('are none for a judgement, and none that are too old', async () => {
    const copies = new Copies(store, { lose: () => Promise.resolve() }, clock, () => undefined);
    await copies.fresh('work-item', ['a'], page);
    expect((await copies.fresh('work-item', ['a'], { purpose: 'judge', maxAgeMs: 60_000 })).size).toBe(0);
    expect((await copies.fresh('work-item', ['a'], { purpose: 'page', maxAgeMs: 29_000 })).size).toBe(0);
  });
});
