import path from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationError } from '../domain/error.ts';
import { examine, textOf, type Finding } from './doctor/index.ts';
import { offsetClock } from './clock.ts';
import { createLog } from './log.ts';
import { readProcessSettings } from './process-settings.ts';

/** Where a command speaks to. */
export interface CommandTerminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

const usage = `Usage: muster doctor [FILE] [--format text|json]

Looks at everything a hub with this configuration rests on, and writes nothing anywhere: the file, DATABASE_URL, sign-in,
channels, and every connection: reachable, signed in as whom, what may be read and written, clocks, versions.
FILE is MUSTER_CONFIG when left out; the environment is read as the hub reads it.
Exits 0 when there is nothing to mend, 1 when there is, 2 for a file or an environment that cannot be read.`;

/** `muster doctor`: the hub's own rooms, without a hub (decision 29). Answers the exit code. */
export async function doctorCommand(words: readonly string[], terminal: CommandTerminal, environment: Readonly<Record<string, string | undefined>> = process.env): Promise<number> {
  try {
    const { values, positionals: [file, ...more] } = parseArgs({ args: [...words], allowPositionals: true, options: { format: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
    const format = values.json === true ? 'json' : values.format ?? 'text';
    if (values.help === true) return said(terminal.print, usage, 0);
    if (more.length > 0 || !['text', 'json'].includes(format)) return said(terminal.complain, usage, 2);
    const named = file === undefined ? environment['MUSTER_CONFIG'] : path.resolve(file);
    const settings = readProcessSettings({ ...environment, MUSTER_CONFIG: named });
    const findings = await examine(settings, { environment, clock: offsetClock(settings.clockOffsetMs), log: createLog('silent') });
    terminal.print(format === 'json' ? jsonOf(findings) : textOf(findings));
    return isWell(findings) ? 0 : 1;
  } catch (error) {
    if (error instanceof ConfigurationError) return said(terminal.complain, error.message, 2);
    if (isMisuse(error)) return said(terminal.complain, `${error.message}\n\n${usage}`, 2);
    throw error;
  }
}

/** What parseArgs says of words that it does not take. */
export function isMisuse(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'MEND');
}

function jsonOf(findings: readonly Finding[]): string {
  return JSON.stringify({ isWell: isWell(findings), findings }, null, 2);
}

function said(say: CommandTerminal['print'], text: string, code: number): number {
  say(text);
  return code;
}
