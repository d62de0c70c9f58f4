import { nextEvents } from './events.ts';

async function *inPieces(...pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(new TextEncoder().encode(piece));
}
const read = async (...pieces: readonly string[]): Promise<readonly string[]> => {
  const events: string[] = [];
  for await (const event of nextEvents(inPieces(...pieces))) events.push(event);
  return events;
};

it('reads each event, however it was cut into pieces, and nothing of heartbeats and ends', async () => {
  const stream = ':\n\nevent: next\ndata: {"a":1}\n\nevent: next\ndata: {"b":\ndata: 2}\n\nevent: complete\ndata: \n\n';
  const expected = ['{"a":1}', '{"b":\n2}'];
  expect(await read(stream)).toEqual(expected);
  expect(await read(...stream.match(/[^]/g) ?? [])).toEqual(expected);
  expect(await read('event: next\ndata: {"cut":')).toEqual([]);
});
