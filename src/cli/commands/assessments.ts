import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { ReadinessDiffDocument, ReadinessHistoryDocument, ReadinessReplayDocument, type ReadinessDiffQuery } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, colour, stateColour, table, type Terminal } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

type Assessment = Extract<NonNullable<ReadinessDiffQuery['node']>, { __typename: 'Assessment' }>;
type Difference = NonNullable<Assessment['changedSince']>;

/** `muster readiness history|diff|replay`: judgements that were kept with --validate, or by a deployment. */
export function addAssessments(readiness: Command, run: Run): void {
  readiness.command('history <key>').description('the judgements that were kept, newest first')
    .option('--env <environment>').option('--limit <n>', 'how many', wholeNumber, 20)
    .addHelpText('after', examples('muster readiness history payments-2.4.0 --env production'))
    .action(run(async (terminal, key: string, { env, limit }: { readonly env?: string; readonly limit: number }) => {
      const { release } = await terminal.hub.ask(ReadinessHistoryDocument, { key, first: limit, ...(env !== undefined && { environment: env }) });
      if (!release) throw new Failure(`There is no release ${key}.`);
      const rows = release.assessments.nodes.map(({ id, readiness: { outcome, judgedAt, environment, policy }, assessedBy }) => [id, judgedAt, environment.name, stateColour(outcome), `${policy.name} ${policy.version}`, assessedBy.name]);
      answer(terminal, release.assessments.nodes, () => (rows.length === 0 ? `${key} was never judged with --validate.` : table(['ASSESSMENT', 'JUDGED', 'ENVIRONMENT', 'OUTCOME', 'POLICY', 'BY'], rows)));
      return exitCode.yes;
    }));

  readiness.command('diff <before> <after>').description('what moved between two judgements, e.g. since the board met')
    .addHelpText('after', examples('muster readiness diff assessment:1f0c… assessment:9b22…'))
    .action(run(async (terminal, before: string, after: string) => {
      const { node } = await terminal.hub.ask(ReadinessDiffDocument, { before, after });
      const difference = node?.__typename === 'Assessment' ? node.changedSince : undefined;
      if (difference === undefined) throw new Failure(`There is no assessment ${after}: muster readiness history KEY lists them.`);
      if (difference === null) throw new Failure(`There is no assessment ${before}: muster readiness history KEY lists them.`);
      answer(terminal, difference, () => differenceText(difference));
      return exitCode.yes;
    }));

  readiness.command('replay <assessment>').description('judge the facts of a kept judgement again: the same facts and policy say the same')
    .addHelpText('after', examples('muster readiness replay assessment:1f0c…'))
    .action(run((terminal, id: string) => replayed(terminal, id)));
}

async function replayed(terminal: Terminal, id: string): Promise<ExitCode> {
  const { node } = await terminal.hub.ask(ReadinessReplayDocument, { id });
  if (node?.__typename !== 'Assessment') throw new Failure(`There is no assessment ${id}: muster readiness history KEY lists them.`);
  const { replay } = node;
  if (!replay) throw new Failure(`${id} is from before facts were kept, so it cannot be judged again.`);
  answer(terminal, replay, () => (replay.isSame ? 'The same facts and policy say the same, to the byte.' : replay.differences.join('\n')));
  return replay.isSame ? exitCode.yes : exitCode.notReady;
}

function differenceText({ isSame, outcomeBefore, outcomeAfter, gates, others }: Difference): string {
  if (isSame) return `Nothing moved: still ${stateColour(outcomeAfter)}.`;
  const parts = gates.map(({ gate, before, after, becauseBefore, becauseAfter, added, removed }) => [
    colour('bold', gate.name),
    `  before    ${before === null ? 'not judged' : `${stateColour(before)}  ${becauseBefore ?? ''}`}`,
    `  after     ${after === null ? 'not judged' : `${stateColour(after)}  ${becauseAfter ?? ''}`}`,
    ...added.slice(0, 5).map((one) => `  now also  ${one}`),
    ...removed.slice(0, 5).map((one) => `  no longer ${one}`),
  ].join('\n'));
  return [outcomeBefore === outcomeAfter ? `Still ${stateColour(outcomeAfter)}.` : `${stateColour(outcomeBefore)} → ${stateColour(outcomeAfter)}`, ...others, ...parts].join('\n');
}
