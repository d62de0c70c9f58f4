import type { Command } from 'commander';
import { exitCodeOfDeployment } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { deploymentText } from '../deployment-text.ts';
import { secondsOf } from '../duration.ts';
import { examples } from '../examples.ts';
import { follow } from '../follow.ts';
import { DeploymentShowDocument } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer } from '../terminal.ts';

/** `muster deployment show|watch ID`: exit 0, 6, 7 by how it ended, 8 while it goes on. */
export function addDeployment(program: Command, run: Run): void {
  const deployment = program.command('deployment').description('what became of a deployment');

  deployment.command('show <id>').description('where it stands')
    .addHelpText('after', examples('muster deployment show deployment:6f1c…', 'muster deployment show deployment:6f1c… --json | jq .state'))
    .action(run(async (terminal, id: string) => {
    const { deployment: found } = await terminal.hub.ask(DeploymentShowDocument, { id });
    if (!found) throw new Failure(`There is no deployment ${id}.`);
    answer(terminal, found, () => deploymentText(found));
    return exitCodeOfDeployment(found);
  }));

  deployment.command('watch <id>').description('follow it to its end').option('--timeout <duration>', 'give up after', '30m')
    .addHelpText('after', examples('muster deployment watch deployment:6f1c… --timeout 10m'))
    .action(run((terminal, id: string, { timeout }: { timeout: string }) => follow(terminal, id, secondsOf(timeout))));
}
