import { readAnchors } from './anchor.ts';
import { genesis, type Chained } from './chain.ts';
import type { Journal } from './journal.ts';
import { journalOf, logOf, rechained, sealing } from './log.fixture.ts';
import { kinds, tampered, untouched } from './tamper.fixture.ts';
import { verifyLog } from './verify.ts';

/** Park and Miller's, so that the same logs come every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

it('finds a log whole that nobody touched, whatever order its keys stand in', () => {
  const random = randomFrom(7);
  for (let nth = 0; nth < 20; nth += 1) {
    const { lines, anchors, keys } = untouched(random);
    const { entries, journals, ...found } = verifyLog(lines.map(reversedKeys), { anchors, keys });
    expect({ ...found, lines: entries + journals }).toMatchObject({ lines: lines.length, anchors: 1, problems: [] });
  }
  expect(verifyLog([])).toEqual({ entries: 0, head: genesis, journals: 0, anchors: 0, problems: [] });
});

it('finds each of ten logs and journals tampered with in every way', () => {
  const random = randomFrom(11);
  for (let nth = 0; nth < 10 * kinds; nth += 1) {
    const { how, lines, anchors, keys } = tampered(nth, random);
    expect({ nth, how, isFound: verifyLog(lines, { anchors, keys }).problems.length > 0 }).toEqual({ nth, how, isFound: true });
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

it('sees a journal that was cut with its row by what the log was told of it alone, and what came after by nothing', () => {
  const [longer, told, cut] = [['accepted', 'waits', 'goes', 'more'], ['accepted', 'waits', 'goes'], ['accepted', 'waits']].map((summaries) => journalOf('deployment:1', summaries)) as [Journal, Journal, Journal];
  const log = sealing(logOf(2), [told]);
  expect(verifyLog([...log, told])).toMatchObject({ entries: 3, journals: 1, problems: [] });
  expect(verifyLog([...log, longer]).problems).toEqual([]);
  expect(verifyLog([...logOf(2), cut]).problems).toEqual([]);
  expect(verifyLog([...log, cut]).problems).toEqual(['line 3 of the journal of deployment:1 was there, as the log says, and is there no more: the journal was cut']);
});

it('takes no act of a person for what the hub told of a journal', () => {
  const [entry] = logOf(1);
  const made = rechained([{ ...entry as Chained, act: 'sealJournal', subject: 'deployment:1', because: `line 3 has hash ${genesis}` }]);
  expect(verifyLog(made).problems).toEqual([]);
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
