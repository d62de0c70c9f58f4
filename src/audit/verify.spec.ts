import { readAnchors } from './anchor.ts';
import { genesis } from './chain.ts';
import { logOf } from './log.fixture.ts';
import { tampered, untouched } from './tamper.fixture.ts';
import { verifyLog } from './verify.ts';

/** Park and Miller's, so that the same logs come every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

it('finds a log whole that nobody touched, whatever order its keys stand in', () => {
  const random = randomFrom(7);
  for (let nth = 0; nth < 20; nth += 1) {
    const { entries, anchors, keys } = untouched(random);
    expect(verifyLog(entries.map(reversedKeys), { anchors, keys })).toMatchObject({ entries: entries.length, anchors: 1, problems: [] });
  }
  expect(verifyLog([])).toEqual({ entries: 0, head: genesis, anchors: 0, problems: [] });
});

it('finds each of 110 tampered logs', () => {
  const random = randomFrom(11);
  for (let nth = 0; nth < 110; nth += 1) {
    const { how, entries, anchors, keys } = tampered(nth, random);
    expect({ nth, how, isFound: verifyLog(entries, { anchors, keys }).problems.length > 0 }).toEqual({ nth, how, isFound: true });
  }
});

it('sees a cut tail by its anchors alone', () => {
  const cut = logOf(9).slice(0, 7);
  expect(verifyLog(cut).problems).toEqual([]);
  const [last] = logOf(9).slice(-1);
  const text = `${JSON.stringify({ number: 9, hash: last?.hash, at: '2026-12-24T00:00:00.000Z' })}\n`;
  expect(verifyLog(cut, { anchors: readAnchors(text) }).problems).toEqual(['entry 9 was there at 2026-12-24T00:00:00.000Z, as its anchor says, and is there no more: the log was cut']);
  expect(verifyLog(logOf(9), { anchors: readAnchors(text) }).problems).toEqual([]);
});

it('takes no line for an anchor that is none, and no anchor for genuine that nobody signed', () => {
  expect(verifyLog(logOf(2), { anchors: readAnchors('{"number":2}\nnonsense\n') }).problems).toHaveLength(2);
  const [, last] = logOf(2);
  expect(verifyLog(logOf(2), { anchors: readAnchors(JSON.stringify({ number: 2, hash: last?.hash, at: 'then' })), keys: [] }).problems).toEqual(['the anchor of then is not signed with a key that is trusted here']);
});

function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversedKeys(inner)])) : value;
}
