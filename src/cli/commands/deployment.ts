import type { Command } from 'commander';
import { exitCode, exitCodeOfDeployment } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { deploymentText } from '../deployment-text.ts';
import { secondsOf } from '../duration.ts';
import { examples } from '../examples.ts';
import { follow } from '../follow.ts';
import { DeploymentListDocument, DeploymentShowDocument } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { addDeploymentActs } from './deployment-acts.ts';
import { answer, stateColour, table } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

interface ListOptions { service?: string; env?: string; observed?: true; limit: number }

/** `muster deployment list`, and `show|watch ID`: exit 0, 6, 7 by how it ended, 8 while it goes on; and what is done about one. */
export function addDeployment(program: Command, run: Run): void {
  const deployment = program.command('deployment').description('what became of a deployment');

  deployment.command('list').description('deployments, newest first, also those that others made').option('--service <key>').option('--env <environment>')
    .option('--observed', 'only those that others made').option('--limit <n>', 'how many', wholeNumber, 20)
    .addHelpText('after', examples('muster deployment list --service payments', 'muster deployment list --observed --json | jq -r .[].run.url'))
    .action(run(async (terminal, { service, env, observed, limit }: ListOptions) => {
      const filter = { ...(service && { serviceKey: service }), ...(env && { environment: env }), ...(observed && { origin: 'OBSERVED' as const }) };
      const { deployments } = await terminal.hub.ask(DeploymentListDocument, { filter, first: limit });
      const nodes = deployments?.nodes ?? [];
      if (deployments?.totalCount != null && deployments.totalCount > nodes.length) terminal.note(`${nodes.length} of ${deployments.totalCount}: --limit shows more.`);
      answer(terminal, nodes, () => table(['DEPLOYMENT', 'RELEASE', 'ENVIRONMENT', 'STATE', 'BY', 'SINCE'], nodes.map((one) => [
        one.id, one.release?.key ?? `${one.serviceKey}, release unknown`, one.environment.name, stateColour(one.state), one.origin === 'OBSERVED' ? 'others' : 'Muster', one.requestedAt,
      ])));
      return exitCode.yes;
    }));

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

  addDeploymentActs(deployment, run);
}
