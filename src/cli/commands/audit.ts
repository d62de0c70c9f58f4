import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readAnchors, verifyLog, type Found } from '../../audit/index.ts';
import { readVerificationKey } from '../../receipt/index.ts';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { AuditLogDocument, DeploymentJournalsDocument, type AuditLogQuery, type DeploymentJournalsQuery } from '../generated/graphql.ts';
import { textOf } from '../receipt-file.ts';
import type { Run } from '../run.ts';
import { answer, colour, type Terminal } from '../terminal.ts';

interface VerifyOptions { readonly anchors?: string; readonly key?: string[] }

const entriesAtOnce = 500;
const journalsAtOnce = 50;
const problemsShown = 10;

/** `muster audit export|verify` */
export function addAudit(program: Command, run: Run): void {
  const audit = program.command('audit').description('read the log of every act and refusal and the journals of deployments, and check that they are whole (auditors)');

  audit.command('export').description('write the log, one entry a line, and then the journals, one deployment a line').option('--output <file>', 'left out, to the terminal')
    .addHelpText('after', examples('muster audit export --output audit.jsonl'))
    .action(run(async (terminal, { output }: { readonly output?: string }) => {
      const [entries, journals] = await logOf(terminal);
      const lines = [...entries, ...journals].map((line) => JSON.stringify(line));
      if (output === undefined) lines.forEach((line) => { terminal.print(line); });
      else writeFileSync(output, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
      if (output !== undefined) terminal.note(`${entries.length} entries and ${journals.length} journals in ${output}.`);
      return exitCode.yes;
    }));

  audit.command('verify [file]').description('check an exported log without a hub, or the hub’s own; exit 0 when it is whole, else 1')
    .option('--anchors <file>', 'what the hub anchored elsewhere: without it a cut tail cannot be seen').option('--key <file...>', 'public key that must have signed the anchors, PEM')
    .addHelpText('after', examples('muster audit verify audit.jsonl --anchors anchors.jsonl --key receipt-key.pub.pem', 'muster audit verify --anchors anchors.jsonl'))
    .action(run(async (terminal, file: string | undefined, { anchors, key }: VerifyOptions) => {
      const lines = file === undefined ? (await logOf(terminal)).flat() : linesIn(textOf(file));
      const found = verifyLog(lines, { ...(anchors !== undefined && { anchors: readAnchors(textOf(anchors)) }), ...(key !== undefined && { keys: key.map(keyOf) }) });
      answer(terminal, { isWhole: found.problems.length === 0, ...found }, () => foundText(found));
      return found.problems.length === 0 ? exitCode.yes : exitCode.error;
    }));
}

/** The log first: a journal that grows in between then only has more than the log was told of. */
async function logOf(terminal: Terminal): Promise<readonly [entries: readonly unknown[], journals: readonly unknown[]]> {
  return [await entriesOf(terminal), await journalsOf(terminal)];
}

function entriesOf({ hub }: Terminal): Promise<readonly unknown[]> {
  return recordsOf(async (after) => (await hub.ask(AuditLogDocument, { first: entriesAtOnce, after })).auditLog);
}

function journalsOf({ hub }: Terminal): Promise<readonly unknown[]> {
  return recordsOf(async (after) => (await hub.ask(DeploymentJournalsDocument, { first: journalsAtOnce, after })).deploymentJournals);
}

type Page = AuditLogQuery['auditLog'] | DeploymentJournalsQuery['deploymentJournals'];

/** Of all pages, the first one first. */
async function recordsOf(pageAfter: (after: string | null) => Promise<Page>): Promise<readonly unknown[]> {
  const records: unknown[] = [];
  let after: string | null = null;
  do {
    const page = await pageAfter(after);
    records.push(...(page?.nodes ?? []).map(({ record }): unknown => record));
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor ?? null : null;
  } while (after !== null);
  return records;
}

/** A line that is no JSON is no entry and no journal, which verifying says. */
function linesIn(text: string): readonly unknown[] {
  return text.split('\n').filter((line) => line !== '').map((line) => {
    try {
      return JSON.parse(line) as unknown;
    } catch {
      return null;
    }
  });
}

function keyOf(file: string): NonNullable<ReturnType<typeof readVerificationKey>> {
  const key = readVerificationKey(textOf(file));
  if (key === null) throw new Failure(`${file} holds no public Ed25519 key in PEM.`);
  return key;
}

function foundText({ entries, head, journals, anchors, problems }: Found): string {
  const witnessed = anchors === 0 ? 'no anchors were given, so a cut tail would not be seen' : `${anchors} anchors agree`;
  if (problems.length === 0) return `${colour('green', 'WHOLE')}  ${entries} entries, head ${head}, and ${journals} journals; ${witnessed}.`;
  const more = problems.length > problemsShown ? [`and ${problems.length - problemsShown} more`] : [];
  return [`${colour('red', 'NOT WHOLE')}  ${entries} entries and ${journals} journals`, ...problems.slice(0, problemsShown), ...more].join('\n  ');
}
