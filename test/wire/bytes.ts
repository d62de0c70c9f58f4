import { isDeepStrictEqual } from 'node:util';
import type { Fault, Station } from './fault.ts';
import type { Delivery, Told } from './relay.ts';
import { allStations } from './stations.ts';

/** How often another place is tried, until something is hit that counts. */
const tries = 400;

/** Bytes change on the way, so that the answer is no JSON any more, or a field on which a verdict rests says something else. */
export const byteFaults: readonly Fault[] = [
  ...[1, 3, 9].map((count): Fault => ({
    name: `${count} ${count === 1 ? 'bit flips' : 'bits flip'}`, plays: [], stations: allStations.filter(({ decisive }) => decisive.length > 0),
    distort: (told, chance, station) => hit(told, chance, station, count),
  })),
];

function hit(told: Told, chance: number, station: Station, count: number): Delivery | undefined {
  const before = decisive(told.bytes, station);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const bytes = Buffer.from(told.bytes);
    for (let nth = 0; nth < count; nth += 1) {
      const place = (chance + 7_919 * attempt + 104_729 * nth) % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ (1 << ((chance + attempt + nth) % 8));
    }
    if (!isDeepStrictEqual(before, decisive(bytes, station))) return { ...told, bytes };
  }
  return undefined;
}

/** What the decisive fields of a body say, in order; null for what is no JSON. */
function decisive(bytes: Buffer, { decisive: names }: Station): readonly unknown[] | null {
  try {
    return [...said(JSON.parse(bytes.toString('utf8')), '', names)];
  } catch {
    return null;
  }
}

function* said(value: unknown, within: string, names: readonly string[]): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if (names.includes(key) || names.includes(`${within}.${key}`)) yield [key, key === 'sha256' ? String(one).toLowerCase() : meant(one)];
    yield* said(one, Array.isArray(value) ? within : key, names);
  }
}

/** Of a pair the value counts, and of a category its key; what people are shown does not. */
function meant(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return 'value' in value ? value.value : 'key' in value ? value.key : value;
}
