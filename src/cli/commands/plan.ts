import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure, refuseMistakes } from '../failure.ts';
import { PlanAgreeDocument, PlanProposeDocument, PlanShowDocument, type PlanPartsFragment, type PlanShowQuery } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, colour, type Terminal } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

interface PlanOptions { env: string; deployer?: string; windowStart?: string; windowEnd?: string; backout?: string; backOutByItself?: true; takes?: string; parameters?: string; show?: boolean }

/** `muster plan KEY --env E` and `muster agree KEY --env E` */
export function addPlan(program: Command, run: Run): void {
  program.command('plan <key>').description('propose how a release goes to an environment; --show only looks')
    .requiredOption('--env <environment>').option('--deployer <name>', 'left out, that of the last plan, or the only one there is').option('--window-start <instant>').option('--window-end <instant>').option('--backout <text>', 'how to back out').option('--back-out-by-itself', 'what fails or is ill is backed out without anybody’s asking').option('--takes <duration>', 'how long it is expected to take, e.g. PT45M').option('--parameters <json>').option('--show', 'show the newest plan')
    .addHelpText('after', examples('muster plan payments-2.4.0 --env production --show', 'muster plan payments-2.4.0 --env production --backout "redeploy 2.3.9"'))
    .action(run(async (terminal, key: string, options: PlanOptions) => {
      const known = await inEnvironment(terminal, key, options.env);
      if (options.show) {
        if (!known.plan) throw new Failure(`${key} has no plan for ${options.env}.`);
        answer(terminal, known.plan, planTextOf(known.plan));
        return known.plan.isAgreed ? exitCode.yes : exitCode.notReady;
      }
      const input = {
        releaseKey: key,
        environment: options.env,
        deployer: options.deployer ?? onlyDeployer(known, options.env),
        ...(options.windowStart && { windowStartAt: options.windowStart }),
        ...(options.windowEnd && { windowEndAt: options.windowEnd }),
        ...(options.backout && { backoutPlan: options.backout }),
        ...(options.takes && { expectedDuration: options.takes }),
        ...(options.backOutByItself && { backsOutByItself: true }),
        ...(options.parameters && { parameters: parseParameters(options.parameters) }),
      };
      const { planDeployment } = await terminal.hub.ask(PlanProposeDocument, { input });
      refuseMistakes(planDeployment?.userErrors);
      const plan = planDeployment?.plan;
      if (plan) answer(terminal, plan, planTextOf(plan));
      return exitCode.yes;
    }));

  program.command('agree <key>').description('agree to the newest plan, as the stakeholder you are')
    .requiredOption('--env <environment>').option('--plan-version <n>', 'the version you read; left out, the newest', wholeNumber)
    .addHelpText('after', examples('muster agree payments-2.4.0 --env production', 'muster agree payments-2.4.0 --env production --plan-version 2'))
    .action(run(async (terminal, key: string, { env, planVersion }: { env: string; planVersion?: number }) => {
      const { plan } = await inEnvironment(terminal, key, env);
      if (!plan) throw new Failure(`${key} has no plan for ${env}: propose one with muster plan ${key} --env ${env}.`);
      const { agreeToPlan } = await terminal.hub.ask(PlanAgreeDocument, { input: { planId: plan.id, planVersion: planVersion ?? plan.version } });
      refuseMistakes(agreeToPlan?.userErrors);
      if (agreeToPlan?.plan) answer(terminal, agreeToPlan.plan, planTextOf(agreeToPlan.plan));
      return exitCode.yes;
    }));
}

type InEnvironment = NonNullable<PlanShowQuery['release']>['environments'][number];

async function inEnvironment(terminal: Terminal, key: string, name: string): Promise<InEnvironment> {
  const { release } = await terminal.hub.ask(PlanShowDocument, { key });
  if (!release) throw new Failure(`There is no release ${key}.`);
  const found = release.environments.find(({ environment }) => environment.name === name);
  if (!found) throw new Failure(`There is no environment ${name}: name one of ${release.environments.map(({ environment }) => environment.name).join(', ')}.`, exitCode.usage);
  return found;
}

function onlyDeployer({ environment, plan }: InEnvironment, env: string): string {
  const names = environment.deployers.map(({ name }) => name);
  const [only] = names;
  if (plan) return plan.deployer;
  if (names.length === 1 && only !== undefined) return only;
  throw new Failure(`Name the deployer with --deployer: ${env} has ${names.join(', ') || 'none'}.`, exitCode.usage);
}

function parseParameters(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure('--parameters is not JSON.', exitCode.usage);
  }
}

const planTextOf = (plan: PlanPartsFragment) => (): string => [
  `Plan version ${plan.version} for ${plan.environment.name} by ${plan.deployer}, proposed by ${plan.proposedBy.name}`,
  plan.window ? `  window   ${plan.window.startAt} – ${plan.window.endAt ?? 'without an end'}` : '  window   the change’s own',
  `  backout  ${plan.backoutPlan ?? '(none written)'}${plan.backsOutByItself ? '; done without asking when it fails or is ill' : ''}`,
  ...(plan.expectedDuration === null ? [] : [`  takes    ${plan.expectedDuration}`]),
  ...plan.agreements.map(({ role, person, agreedAt }) => `  agreed   ${role} ${person.name} ${agreedAt}`),
  plan.isAgreed ? colour('green', '  agreed by every role the policy names') : colour('yellow', `  waits for ${plan.missingAgreements.join(', ')}`),
].join('\n');
