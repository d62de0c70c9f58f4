import { createHash } from 'node:crypto';

/** The story's only source of variety: the same words always give the same number (0 … 2^32-1). */
export function numberFrom(words: string): number {
  return createHash('sha256').update(words).digest().readUInt32BE(0);
}

/** One of `choices`, always the same one for the same words. */
export function pick<T>(choices: readonly [T, ...T[]], words: string): T {
  return choices[numberFrom(words) % choices.length] ?? choices[0];
}
