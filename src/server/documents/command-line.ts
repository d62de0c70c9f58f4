import { readFileSync } from 'node:fs';
import { readManifest, type Manifest } from './manifest.ts';

/** The documents of the command line of this very version, as `npm run codegen` writes them. */
export function commandLineManifest(): Manifest {
  const read = readManifest(readFileSync(new URL('../../cli/generated/documents.json', import.meta.url), 'utf8'));
  if ('problem' in read) throw new Error(`src/cli/generated/documents.json ${read.problem}`);
  return read.manifest;
}
