import { eachDatabase } from './each-database.fixture.ts';

eachDatabase('Openings of changes', (given) => {
  const store = () => given.store().openings;
  const name = (correlation: string) => ({ connection: 'sn', correlation });

  test('are one at a time per connection and correlation, until the turn ends or its lease runs out', async () => {
    const first = await store().takeTurn(name('a'), 1_000);
    expect(first).toEqual({ fence: 1, askedAt: null });
    expect(await store().takeTurn(name('a'), 1_000)).toBeNull();
    expect(await store().takeTurn({ ...name('a'), connection: 'other' }, 1_000)).toMatchObject({ fence: 1 });
    await store().endTurn(name('a'), 1, 'KNOWN');
    expect(await store().takeTurn(name('a'), 1_000)).toMatchObject({ fence: 2 });
    given.clock.advance(1_000);
    expect(await store().noteAsked(name('a'), 2)).toBe(false);
    expect(await store().takeTurn(name('a'), 1_000)).toMatchObject({ fence: 3 });
    await store().endTurn(name('a'), 2, 'KNOWN');
    expect(await store().takeTurn(name('a'), 1_000)).toBeNull();
  });

  test('asked for together go one after the other', async () => {
    const turns = await Promise.all(Array.from({ length: 8 }, () => store().takeTurn(name('race'), 1_000)));
    expect(turns.filter((turn) => turn !== null)).toHaveLength(1);
  });

  test('remember a creation that was sent until its end is known', async () => {
    const askedAt = given.clock.now().toISOString();
    await store().takeTurn(name('b'), 1_000);
    expect(await store().noteAsked(name('b'), 1)).toBe(true);
    await store().endTurn(name('b'), 1, 'UNCLEAR');
    given.clock.advance(5_000);
    expect(await store().takeTurn(name('b'), 1_000)).toEqual({ fence: 2, askedAt });
    given.clock.advance(5_000);
    expect(await store().takeTurn(name('b'), 1_000)).toEqual({ fence: 3, askedAt });
    await store().endTurn(name('b'), 3, 'KNOWN');
    expect(await store().takeTurn(name('b'), 1_000)).toEqual({ fence: 4, askedAt: null });
  });

  test('under one idempotency key are one, of one body', async () => {
    expect(await store().ofKey('k', 'digest')).toBeNull();
    expect(await store().ofKey('k', 'digest')).toBeNull();
    await expect(store().ofKey('k', 'another')).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', path: ['idempotencyKey'] });
    await store().keep('k', 'sn:change:1');
    await store().keep('k', 'sn:change:2');
    expect(await store().ofKey('k', 'digest')).toBe('sn:change:1');
  });
});
