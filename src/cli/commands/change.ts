import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { refuseMistakes } from '../failure.ts';
import { ChangeOpenDocument, type ChangeOpenMutation, type ChangeType } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, colour } from '../terminal.ts';

interface OpenOptions { env: string; connection: string; type?: string; template?: string; model?: string; idempotencyKey?: string }
type Opened = NonNullable<NonNullable<ChangeOpenMutation['openChange']>['change']>;

/** `muster change open` */
export function addChange(program: Command, run: Run): void {
  const change = program.command('change').description('the changes of a release');

  change.command('open <key>').description('open the change of a release from its deployment plan, or take the one there is')
    .requiredOption('--env <environment>').requiredOption('--connection <name>', 'the connection whose tool keeps the change')
    .option('--type <type>', 'normal or emergency; left out, normal').option('--template <name>', 'a standard-change template that the policy lists').option('--model <name>', 'a change model')
    .option('--idempotency-key <key>', 'the same key is the same change; left out, a new one (the change is found by its correlation id all the same)')
    .addHelpText('after', examples('muster change open payments-2.4.1 --env production --connection servicenow', 'muster change open payments-2.4.1 --env staging --connection servicenow --template "Deploy a service to staging - 1"'))
    .action(run(async (terminal, key: string, { env, connection, type, template, model, idempotencyKey }: OpenOptions) => {
      const input = {
        releaseKey: key, environment: env, connection, idempotencyKey: idempotencyKey ?? randomUUID(),
        ...(type && { type: type.toUpperCase() as ChangeType }), ...(template && { template }), ...(model && { model }),
      };
      const { openChange } = await terminal.hub.ask(ChangeOpenDocument, { input });
      const opened = openChange?.change;
      if (opened) answer(terminal, { ...opened, link: openChange.link }, () => textOf(key, env, opened));
      refuseMistakes(openChange?.userErrors);
      return exitCode.yes;
    }));
}

function textOf(key: string, env: string, { number, title, type, state, stateLabel, plannedStartAt, plannedEndAt, conflicts, source }: Opened): string {
  return [
    `${colour('bold', number ?? source.reference)} is the change of ${colour('bold', key)} in ${env}: ${title ?? '(its title is hidden)'}`,
    `  ${type.toLowerCase()}, ${stateLabel ?? state}, window ${plannedStartAt ?? '?'} – ${plannedEndAt ?? '?'}`,
    ...(conflicts ?? []).map((conflict) => colour('yellow', `  conflict  ${conflict.description ?? ''} ${conflict.with?.number ?? ''}`)),
    ...(source.url ? [`  ${source.url}`] : []),
  ].join('\n');
}
