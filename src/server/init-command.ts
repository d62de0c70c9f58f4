import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { lookInto } from './config/read-file.ts';
import { connectionMistakes } from './connect.ts';
import { offsetClock } from './clock.ts';
import { isMisuse, type CommandTerminal } from './doctor-command.ts';
import { readConnectionFlag, readIssuerFlag, WrongAnswer, type Answers } from './init/answers.ts';
import { askAll, asker, readEnvironments, readKeyPath } from './init/ask.ts';
import { configurationText } from './init/text.ts';
import { createLog } from './log.ts';
import { policyMistakes } from './policy-mistakes.ts';

const usage = `Usage: muster init [FILE] [--environments staging,production]
         [--connection system=JIRA,url=https://…,user=NAME,secret=env:NAME[,name=jira] …]
         [--issuer issuer=https://…,keys=https://…[,audience=muster]] [--receipt-key PATH|-] [--yes] [--force]

Writes a muster.yaml (FILE, when left out muster.yaml) with comments. What no flag says is asked, one line per answer, also
from a pipe; with --yes nothing is asked. A secret is never asked for nor written: only where the hub finds it, env:NAME or file:path.
Exits 0 when the file is written, 1 when there is one already (--force overwrites it), 2 for a wrong answer or flag.`;

export interface InitStreams { readonly input: Readable; readonly output: Writable }

/** `muster init` (decision 29). Answers the exit code; a file that a hub would not read is not written. */
export async function initCommand(words: readonly string[], terminal: CommandTerminal, { input, output }: InitStreams): Promise<number> {
  try {
    const { values, positionals: [file = 'muster.yaml', ...more] } = parseArgs({ args: [...words], allowPositionals: true, options: {
      'environments': { type: 'string' }, 'connection': { type: 'string', multiple: true }, 'issuer': { type: 'string' }, 'receipt-key': { type: 'string' },
      'yes': { type: 'boolean', short: 'y' }, 'force': { type: 'boolean' }, 'help': { type: 'boolean', short: 'h' },
    } });
    if (values.help === true) return said(terminal.print, usage, 0);
    if (more.length > 0) return said(terminal.complain, usage, 2);
    if (existsSync(file) && values.force !== true) return said(terminal.complain, `${file} is there already: --force overwrites it.`, 1);
    const given: Partial<Answers> = {
      ...(values.environments !== undefined && { environments: readEnvironments(values.environments) }),
      ...(values.connection !== undefined && { connections: values.connection.map(readConnectionFlag) }),
      ...(values.issuer !== undefined && { issuer: readIssuerFlag(values.issuer) }),
      ...(values['receipt-key'] !== undefined && { receiptKey: readKeyPath(values['receipt-key']) }),
    };
    const answers = values.yes === true ? withDefaults(given) : await asked(given, { input, output });
    write(file, configurationText(answers));
    return said(terminal.print, nextSteps(file, answers), 0);
  } catch (error) {
    if (error instanceof WrongAnswer) return said(terminal.complain, error.message, 2);
    if (isMisuse(error)) return said(terminal.complain, `${error.message}\n\n${usage}`, 2);
    throw error;
  }
}

function withDefaults(given: Partial<Answers>): Answers {
  if (given.connections === undefined) throw new WrongAnswer('With --yes name at least one tool by --connection: a hub without tools has nothing to judge by.');
  return { environments: ['staging', 'production'], issuer: null, receiptKey: 'secrets/receipt-key.pem', ...given, connections: given.connections };
}

async function asked(given: Partial<Answers>, { input, output }: InitStreams): Promise<Answers> {
  const asking = asker(input, output);
  try {
    return await askAll(given, asking);
  } finally {
    asking.close();
  }
}

/** Secrets need not be at hand yet; everything else must be as a hub wants it. */
const notYet = /^the environment variable \w+ is not set$|is missing, empty or not readable$|^must be a private Ed25519 key/;

/** Beside its place first, so that what is there is replaced whole or not at all. */
function write(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(draft, text, { mode: 0o640 });
  try {
    const { mistakes } = lookInto(draft, process.env, (read) => [...connectionMistakes(read, offsetClock(0), createLog('silent')), ...policyMistakes(read)]);
    const wrong = mistakes.filter(({ message }) => !notYet.test(message));
    if (wrong.length > 0) throw new WrongAnswer(`A hub would not read what was answered; nothing was written:\n${wrong.map(({ key, message }) => `  ${key}: ${message}`).join('\n')}`);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function nextSteps(file: string, { connections, receiptKey, issuer }: Answers): string {
  const places = connections.map(({ name, secret }) => `  ${'env' in secret ? `environment variable ${secret.env}` : `file ${secret.file}`}: the password or token of ${name}`);
  return [
    `${file} is written. Its secrets are read from:`, ...places,
    ...(receiptKey === null ? [] : [`  file ${receiptKey}: openssl genpkey -algorithm ed25519`]),
    ...(issuer === null ? ['Nobody can sign in yet: access.issuers is empty.'] : []),
    `Then declare services in it, and: muster doctor ${file}`,
  ].join('\n');
}

function said(say: CommandTerminal['print'], text: string, code: number): number {
  say(text);
  return code;
}
