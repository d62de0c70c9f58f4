import { atMost } from './at-most.ts';

describe('at most so many at a time', () => {
  it('keeps the order and the width', async () => {
    let running = 0;
    let widest = 0;
    const doubled = await atMost(3, [5, 1, 4, 2, 3, 0, 6], async (number) => {
      running += 1;
      widest = Math.max(widest, running);
      for (let turn = 0; turn < number; turn += 1) await Promise.resolve();
      running -= 1;
      return number * 2;
    });
    expect(doubled).toEqual([10, 2, 8, 4, 6, 0, 12]);
    expect(widest).toBe(3);
  });

  it('answers nothing for nothing, and the first failure', async () => {
    expect(await atMost(3, [], () => Promise.reject(new Error('never')))).toEqual([]);
    await expect(atMost(2, [1, 2, 3], (number) => (number === 2 ? Promise.reject(new Error('two')) : Promise.resolve(number)))).rejects.toThrow('two');
  });
});
