import { readFileSync, writeFileSync } from 'node:fs';
import { fileOf, fileToWrite, schemaFile } from './last-release.ts';

/** `npm run schema:release`: keeps today's schema.graphql as what the version in package.json promises. */
try {
  const { version, file } = fileToWrite();
  const [, ...schema] = readFileSync(schemaFile, 'utf8').split('\n');
  writeFileSync(file, [`# The schema of Muster ${version}, kept by \`npm run schema:release\`; do not edit.`, ...schema].join('\n'));
  process.stdout.write(`${fileOf(version)} is what ${version} promises.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
