import { say } from '../cold.ts';
import { median } from '../median.ts';
import { wires, type Wire } from './wire/index.ts';

/** Bodies made and held at once, so that making them is not in the time and holding them does not crowd the heap. */
const pagesAtOnce = 10;
const fetchedAt = '2026-11-29T00:00:00.000Z';

/**
 * Records per second from the text of a body to the hub's records: JSON, the connector's schema, its translation; all
 * kinds together, their number over the sum of their times. No socket, no bytes to text: that is the tool's and Node's.
 */
export function measureDecode(rounds: number): number {
  for (const wire of wires) decodeAll(wire, 20_000);
  const rates = Array.from({ length: rounds }, (_, round) => {
    const parts = wires.map((wire) => ({ wire, ...decodeAll(wire, wire.count) }));
    const total = parts.reduce((sum, { records, milliseconds }) => ({ records: sum.records + records, milliseconds: sum.milliseconds + milliseconds }), { records: 0, milliseconds: 0 });
    const rate = total.records / total.milliseconds * 1_000;
    say(`decode, round ${round + 1}: ${rate.toFixed(0)} records/s (${parts.map(({ wire: { kind }, records, milliseconds }) => `${kind} ${(records / milliseconds * 1_000).toFixed(0)}`).join(', ')})`);
    return rate;
  });
  return median(rates);
}

function decodeAll(wire: Wire, count: number): { readonly records: number; readonly milliseconds: number } {
  let milliseconds = 0;
  let records = 0;
  const step = wire.pageSize * pagesAtOnce;
  for (let from = 0; from < count; from += step) {
    const pages = Array.from({ length: Math.ceil((Math.min(count, from + step) - from) / wire.pageSize) }, (_, page) => from + page * wire.pageSize).map((start) => wire.bodies(start, Math.min(count, start + wire.pageSize), 0));
    const began = performance.now();
    for (const bodies of pages) records += wire.decode(bodies, fetchedAt).length;
    milliseconds += performance.now() - began;
  }
  return { records, milliseconds };
}
