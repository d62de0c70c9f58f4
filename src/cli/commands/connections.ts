import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { ConnectionListDocument } from '../generated/graphql.ts';
import { healthText } from '../health-text.ts';
import type { Run } from '../run.ts';
import { answer, colour, table } from '../terminal.ts';

/** `muster connections`: exit 0 when every one is reachable, 5 when one is not. */
export function addConnections(program: Command, run: Run): void {
  program.command('connections').description('ask every connection whether it is reachable and signed in')
    .addHelpText('after', examples('muster connections', 'muster connections --json | jq \'.[] | select(.isReachable | not)\''))
    .action(run(async (terminal) => {
    const { connections } = await terminal.hub.ask(ConnectionListDocument, {});
    const list = connections ?? [];
    answer(terminal, list, () => table(['CONNECTION', 'SYSTEM', 'KIND', 'STATE', 'HEALTH'], list.map(({ name, system, isProduction, isReachable, problem, health }) => [
      name, system, isProduction ? 'production' : 'test', isReachable ? colour('green', 'reachable') : colour('red', problem?.message ?? 'not reachable'), healthText(health, problem?.message),
    ])));
    return list.every(({ isReachable }) => isReachable) ? exitCode.yes : exitCode.undetermined;
  }));
}
