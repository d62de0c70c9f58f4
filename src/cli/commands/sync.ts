import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { SyncListDocument, type SyncListQuery } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, colour, table, type Terminal } from '../terminal.ts';

type Row = NonNullable<SyncListQuery['connections']>[number]['sync'][number] & { readonly connection: string };

const width = 24;
const watchEveryMs = 2_000;

/** `muster sync`: how far the background sync of each kind is; exit 0 when none fails, 5 when one does. */
export function addSync(program: Command, run: Run): void {
  program.command('sync').description('show how far the background sync of each connection is')
    .option('--connection <name>', 'only this connection').option('--watch', 'show again every two seconds until nothing is being read')
    .addHelpText('after', examples('muster sync --watch', 'muster sync --connection jira --json'))
    .action(run(async (terminal, { connection, watch }: { readonly connection?: string; readonly watch?: boolean }) => {
    let rows = await ask(terminal, connection);
    while (watch === true && rows.some(({ state }) => state.startsWith('READING'))) {
      show(terminal, rows);
      await pause(watchEveryMs);
      rows = await ask(terminal, connection);
    }
    show(terminal, rows);
    return rows.every(({ state }) => state !== 'FAILING') ? exitCode.yes : exitCode.undetermined;
  }));
}

async function ask({ hub }: Terminal, connection: string | undefined): Promise<readonly Row[]> {
  const { connections } = await hub.ask(SyncListDocument, {});
  return (connections ?? []).filter(({ name }) => connection === undefined || name === connection).flatMap(({ name, sync }) => sync.map((one) => ({ ...one, connection: name })));
}

function show(terminal: Terminal, rows: readonly Row[]): void {
  answer(terminal, rows, () => table(['CONNECTION', 'KIND', 'STATE', 'PROGRESS', 'LAST READ'], rows.map((row) => [
    row.connection, row.kind, row.state === 'FAILING' ? colour('red', row.problem?.message ?? 'failing') : row.state.toLowerCase().replace('_', ' '), bar(row), row.finishedAt ?? 'never',
  ])));
}

function bar({ done, total }: Row): string {
  if (total === null || total === 0) return String(done);
  const filled = Math.min(width, Math.round((done / total) * width));
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}`;
}
