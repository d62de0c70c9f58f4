export { trusted } from './at-the-door.ts';
export { commandLineManifest } from './command-line.ts';
export { noHints, withoutHint } from './hints.ts';
export { readManifest, type Manifest } from './manifest.ts';
export { trustedDocuments, type AskedDocument, type Documents } from './trusted.ts';
