import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { ReportListDocument } from '../generated/graphql.ts';
import { showProgress } from '../progress.ts';
import { reportText, sourceNotes, type ReportFile } from '../report-text.ts';
import type { Run } from '../run.ts';
import { answer, table, type Terminal } from '../terminal.ts';

const formats = ['table', 'csv', 'json', 'ndjson', 'parquet', 'ics'];

interface ReportOptions {
  readonly since?: string; readonly until?: string; readonly asOf?: string; readonly timeZone?: string;
  readonly service?: string[]; readonly team?: string[]; readonly environment?: string[]; readonly param?: string[];
  readonly format: string; readonly output?: string;
}

/** `muster report NAME`, `muster report list` */
export function addReport(program: Command, run: Run): void {
  const report = program.command('report').description('answer across tools, as a table or a file').argument('<name>', 'see muster report list')
    .option('--since <day or instant>').option('--until <day or instant>', 'not part of it').option('--as-of <day or instant>', 'as it was then').option('--time-zone <name>', 'IANA name, e.g. Europe/Berlin')
    .option('--service <key...>').option('--team <name...>').option('--environment <name...>').option('--param <name=value...>', 'any other parameter of the report')
    .option('--format <format>', formats.join(', '), 'table').option('--output <file>', 'left out, stdout')
    .addHelpText('after', examples('muster report delivery-performance', 'muster report delivery-performance --since 2026-10-01 --time-zone Europe/Berlin --param period=MONTH by=TEAM', 'muster report delivery-performance --format parquet --output delivery.parquet'));

  report.command('list').description('show every report, and what it may be asked')
    .addHelpText('after', examples('muster report list', 'muster report list --json'))
    .action(run(async (terminal) => {
      const { reports: { definitions } } = await terminal.hub.ask(ReportListDocument, {});
      answer(terminal, definitions, () => table(['REPORT', 'QUESTION', 'PARAMETERS'], definitions.map(({ name, says, parameters }) => [name, says, parameters.map((one) => one.name).join(', ')]), [26, 60, 40]));
      return exitCode.yes;
    }));

  report.action(run(async (terminal, name: string, options: ReportOptions) => {
    const format = terminal.isJson ? 'json' : options.format;
    if (!formats.includes(format)) throw new Failure(`--format is one of ${formats.join(', ')}.`, exitCode.usage);
    const file = await terminal.hub.file(`reports/${name}.${format === 'table' ? 'json' : format}`, parametersOf(options));
    await (format === 'table' ? show(terminal, file, options.output) : save(terminal, file, format, options.output));
    return exitCode.yes;
  }));
}

/** Options by the names of the parameters; what is left out is left to the hub. */
function parametersOf({ since, until, asOf, timeZone, service, team, environment, param = [] }: ReportOptions): URLSearchParams {
  const others = param.map((one) => {
    const [, key, value] = /^([A-Za-z]+)=(.*)$/s.exec(one) ?? [];
    if (key === undefined || value === undefined) throw new Failure(`--param ${one} is not name=value, e.g. period=MONTH.`, exitCode.usage);
    return [key, value] as const;
  });
  const named = Object.entries({ since, until, asOf, timeZone, service, team, environment }).flatMap(([key, value]) => (value === undefined ? [] : [value].flat().map((text) => [key, text] as const)));
  return new URLSearchParams([...named, ...others].map(([key, value]): [string, string] => [key, value]));
}

async function show(terminal: Terminal, response: Response, output: string | undefined): Promise<void> {
  if (output !== undefined) throw new Failure('A table is for looking at: give --output with --format csv, json, ndjson or parquet.', exitCode.usage);
  const file = await response.json() as ReportFile;
  terminal.print(reportText(file));
  sourceNotes(file).forEach((note) => { terminal.note(note); });
}

/** As it comes, so that a long one needs no memory; a file that was not finished is not left to look whole. */
async function save(terminal: Terminal, response: Response, format: string, output: string | undefined): Promise<void> {
  if (response.body === null) throw new Failure('The hub answered nothing.');
  if (format === 'parquet' && output === undefined && process.stdout.isTTY) throw new Failure('Parquet is not for looking at: give --output FILE.', exitCode.usage);
  const progress = showProgress();
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (output !== undefined) progress.say(`${(bytes / 1_000_000).toFixed(1)} MB`);
      done(null, chunk);
    },
  });
  const source = Readable.fromWeb(response.body);
  try {
    if (output === undefined) await pipeline(source, counted, process.stdout, { end: false });
    else await pipeline(source, counted, createWriteStream(output));
  } catch (error) {
    throw new Failure(`The report broke off after ${bytes} bytes${output === undefined ? '' : `; ${output} is not whole`}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    progress.end();
  }
  if (output !== undefined) terminal.note(`${output}: ${bytes} bytes`);
}
