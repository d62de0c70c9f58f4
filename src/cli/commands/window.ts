import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { NextWindowDocument } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, table } from '../terminal.ts';

/** `muster next-window KEY --env E` */
export function addWindow(program: Command, run: Run): void {
  program.command('next-window <key>').description('when a release may go out next, and what stands in the way before')
    .requiredOption('--env <environment>').option('--duration <length>', 'how long it must stay open, ISO 8601', 'PT1H').option('--from <instant>', 'not before this; left out, now')
    .addHelpText('after', examples('muster next-window payments-2.4.0 --env production --duration PT2H', 'muster next-window payments-2.4.0 --env production --from 2026-12-24T00:00:00Z'))
    .action(run(async (terminal, key: string, { env, duration, from }: { readonly env: string; readonly duration: string; readonly from?: string }) => {
      const { nextOpenWindow } = await terminal.hub.ask(NextWindowDocument, { key, environment: env, duration, ...(from !== undefined && { from }) });
      if (!nextOpenWindow) throw new Failure(`There is no release ${key}.`);
      const { window, because, blockers } = nextOpenWindow;
      const rows = blockers.map((blocker) => [blocker.window.startAt, blocker.window.endAt ?? 'further notice', blocker.because]);
      answer(terminal, nextOpenWindow, () => [because, ...(rows.length === 0 ? [] : ['', table(['FROM', 'UNTIL', 'WHAT STANDS IN THE WAY'], rows)])].join('\n'));
      return window ? exitCode.yes : exitCode.notReady;
    }));
}
