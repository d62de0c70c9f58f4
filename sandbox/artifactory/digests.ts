import { createHash } from 'node:crypto';
import type { Digests } from './data.ts';

/** The three digests Artifactory keeps of every content, lower-case hex. */
export function digestsOf(bytes: Buffer): Digests {
  const digest = (algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
  return { sha256: digest('sha256'), sha1: digest('sha1'), md5: digest('md5') };
}
