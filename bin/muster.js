#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/src/cli/main.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('muster is not built yet: run npm start (which builds it and starts the sandbox), or npm ci && npm run build.\n');
  process.exitCode = 1;
}
