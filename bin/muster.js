#!/usr/bin/env node
import { existsSync } from 'node:fs';

const terminal = { print: (text) => process.stdout.write(`${text}\n`), complain: (text) => process.stderr.write(`${text}\n`) };
const built = (file) => new URL(`../dist/src/${file}`, import.meta.url);
if (!existsSync(built('cli/main.js'))) {
  process.stderr.write('muster is not built yet: run npm start (which builds it and starts the sandbox), or npm ci && npm run build.\n');
  process.exitCode = 1;
} else if (process.argv[2] === 'policy') {
  // Judges without a hub, so it is the hub's own code, in the words of the command line: docs/decisions/0013.
  const [{ policyCommand }, { readinessText }] = await Promise.all([import(built('server/policy-command.js').href), import(built('cli/commands/readiness.js').href)]);
  process.exitCode = await policyCommand(process.argv.slice(3), { ...terminal, readinessText });
} else if (process.argv[2] === 'sql') {
  const { sqlCommand } = await import(built('server/sql-command.js').href);
  process.exitCode = sqlCommand(process.argv.slice(3), { print: (text) => process.stdout.write(text.replace(/\n?$/, '\n')), complain: (text) => process.stderr.write(`${text}\n`) });
} else if (process.argv[2] === 'doctor') {
  // Looks where a hub would look, so it is the hub's own code: docs/decisions/0029.
  const { doctorCommand } = await import(built('server/doctor-command.js').href);
  process.exitCode = await doctorCommand(process.argv.slice(3), terminal);
} else if (process.argv[2] === 'migrate') {
  // Changes the hub's own database, so it is the hub's own code: docs/decisions/0036.
  const { migrateCommand } = await import(built('server/migrate-command.js').href);
  process.exitCode = await migrateCommand(process.argv.slice(3), terminal);
} else if (process.argv[2] === 'init') {
  const { initCommand } = await import(built('server/init-command.js').href);
  process.exitCode = await initCommand(process.argv.slice(3), terminal, { input: process.stdin, output: process.stderr });
} else {
  await import(built('cli/main.js').href);
}
