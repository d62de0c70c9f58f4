import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { bar } from '../bar.ts';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure, refuseMistakes } from '../failure.ts';
import { RequestSyncDocument, SyncListDocument, type HealthPartsFragment, type SyncPartsFragment } from '../generated/graphql.ts';
import { healthText } from '../health-text.ts';
import type { Run } from '../run.ts';
import { answer, colour, table, type Terminal } from '../terminal.ts';

type Row = SyncPartsFragment & { readonly connection: string; readonly health: HealthPartsFragment | null };

interface SyncOptions { readonly connection?: string; readonly kind?: string; readonly now?: boolean; readonly watch?: boolean }

const watchEveryMs = 2_000;

/** `muster sync`: how far the background sync of each kind is; exit 0 when none fails, 5 when one does. */
export function addSync(program: Command, run: Run): void {
  program.command('sync').description('show how far the background sync of each connection is, or let it begin now')
    .option('--connection <name>', 'only this connection').option('--kind <kind>', 'only this kind of record, e.g. change')
    .option('--now', 'let it begin now instead of at its time').option('--watch', 'show again every two seconds until nothing is being read')
    .addHelpText('after', examples('muster sync --watch', 'muster sync --connection jira --json', 'muster sync --now --watch --connection servicenow --kind change'))
    .action(run(async (terminal, options: SyncOptions) => {
    const before = await ask(terminal, options);
    if (options.now === true) await request(terminal, before, options);
    let rows = options.now === true ? await ask(terminal, options) : before;
    while (options.watch === true && rows.some((row) => row.state.startsWith('READING') || (options.now === true && !isMoved(row, before)))) {
      show(terminal, rows);
      await pause(watchEveryMs);
      rows = await ask(terminal, options);
    }
    show(terminal, rows);
    return rows.every(({ state }) => state !== 'FAILING') ? exitCode.yes : exitCode.undetermined;
  }));
}

async function ask({ hub }: Terminal, { connection, kind }: SyncOptions): Promise<readonly Row[]> {
  const { connections } = await hub.ask(SyncListDocument, {});
  return (connections ?? []).filter(({ name }) => connection === undefined || name === connection)
    .flatMap(({ name, sync, health }) => sync.filter((one) => kind === undefined || one.kind === kind).map((one) => ({ ...one, connection: name, health: health ?? null })));
}

async function request({ hub }: Terminal, rows: readonly Row[], { connection, kind }: SyncOptions): Promise<void> {
  const names = connection === undefined ? [...new Set(rows.map((row) => row.connection))] : [connection];
  if (names.length === 0) throw new Failure('Nothing of that is synced in the background: see sync: in the configuration.');
  for (const name of names) {
    const { requestSync } = await hub.ask(RequestSyncDocument, { input: { connection: name, ...(kind !== undefined && { kind }) } });
    refuseMistakes(requestSync?.userErrors);
  }
}

/** Whether a pass has ended, well or badly, since it stood as before. */
function isMoved(row: Row, before: readonly Row[]): boolean {
  const was = before.find(({ connection, kind }) => connection === row.connection && kind === row.kind);
  return row.finishedAt !== (was?.finishedAt ?? null) || (row.problem !== null && row.problem.sinceAt !== was?.problem?.sinceAt);
}

function show(terminal: Terminal, rows: readonly Row[]): void {
  answer(terminal, rows, () => table(['CONNECTION', 'KIND', 'STATE', 'PROGRESS', 'LAST READ', 'HEALTH'], rows.map((row) => [
    row.connection, row.kind, row.state === 'FAILING' ? colour('red', row.problem?.message ?? 'failing') : row.state.toLowerCase().replace('_', ' '), bar(row.done, row.total), row.finishedAt ?? 'never', healthText(row.health, row.problem?.message),
  ])));
}
