/** What the rounds of a part came to; rounds add up, and so do shards. */
export interface Tally {
  /** Counted by the stand-ins; the names of the line that the campaign prints, and of what they are reckoned from. */
  readonly counts: Readonly<Record<string, number>>;
  /** Figures of which the greatest counts. */
  readonly most?: Readonly<Record<string, number>>;
  /** Durations in seconds. */
  readonly seconds?: Readonly<Record<string, readonly number[]>>;
  /** A sentence for each thing that is not as it must be. */
  readonly wrong: readonly string[];
}

export const nothing: Tally = { counts: {}, wrong: [] };

export interface Playing {
  /** Plays one round; rounds know nothing of each other but the world they are played in. */
  play(round: number): Promise<Tally>;
  close(): Promise<void>;
}

export interface Part {
  readonly name: string;
  /** What one round is, for people. */
  readonly round: string;
  readonly rounds: { readonly full: number; readonly short: number };
  open(server: string): Promise<Playing>;
}

export function added(one: Tally, other: Tally): Tally {
  return {
    counts: merged(one.counts, other.counts, (a = 0, b = 0) => a + b),
    most: merged(one.most ?? {}, other.most ?? {}, (a = 0, b = 0) => Math.max(a, b)),
    seconds: merged(one.seconds ?? {}, other.seconds ?? {}, (a = [], b = []) => [...a, ...b]),
    wrong: [...one.wrong, ...other.wrong],
  };
}

function merged<T>(one: Readonly<Record<string, T>>, other: Readonly<Record<string, T>>, join: (a: T | undefined, b: T | undefined) => T): Readonly<Record<string, T>> {
  return Object.fromEntries([...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [name, join(one[name], other[name])]));
}
