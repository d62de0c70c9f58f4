import { together, type Parts } from './together.ts';

describe('together', () => {
  const asked: Parts[] = [];
  const read = together((parts) => { asked.push(parts); return Promise.resolve(asked.length); });
  const page = { first: 10, after: null };
  beforeEach(() => { asked.length = 0; });

  it('reads once what is asked for within one turn, also after promises that were kept in it', async () => {
    const late = Promise.resolve().then(() => read({ count: true }));
    expect(await Promise.all([read({ page }), read({ totals: true }), late])).toEqual([1, 1, 1]);
    expect(asked).toEqual([{ page, totals: true, count: true }]);
  });

  it('reads again what is asked for later, so that nothing is kept', async () => {
    await read({ totals: true });
    await read({ totals: true });
    expect(asked).toEqual([{ totals: true }, { totals: true }]);
  });

  it('reads each of two pages by itself', async () => {
    const next = { first: 10, after: 'x' };
    expect(await Promise.all([read({ page }), read({ page: next }), read({ totals: true })])).toEqual([1, 2, 2]);
    expect(asked).toEqual([{ page }, { page: next, totals: true }]);
  });

  it('fails everybody who asked when it cannot be read, and nobody afterwards', async () => {
    let isBroken = true;
    const fragile = together(() => (isBroken ? Promise.reject(new Error('no')) : Promise.resolve('yes')));
    const both = await Promise.allSettled([fragile({ page }), fragile({ totals: true })]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isBroken = false;
    expect(await fragile({ totals: true })).toBe('yes');
  });
});
