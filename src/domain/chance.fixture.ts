/** Numbers of chance from 0 to below 1, the same ones for the same seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
  const next = chance(seed);
  return values.map((value) => ({ value, key: next() })).toSorted((a, b) => a.key - b.key).map(({ value }) => value);
}
