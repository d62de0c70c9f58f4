import { createHash } from 'node:crypto';
import type { Sha256 } from '../domain/artifact.ts';
import type { PinnedArtifact } from '../domain/release.ts';

/** sha256 over the sorted lines `<sha256>  <reference>\n` of a package's artifacts, as `sha256sum` writes them: anybody can compute it again. */
export function packageDigest(artifacts: readonly Pick<PinnedArtifact, 'reference' | 'sha256'>[]): Sha256 {
  const lines = artifacts.map(({ sha256, reference }) => `${sha256}  ${reference}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
