import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { secondsOf } from '../duration.ts';
import { examples } from '../examples.ts';
import { exitCode, exitCodeOfReadiness, type ExitCode } from '../exit-code.ts';
import { Failure, refuseMistakes } from '../failure.ts';
import { ReadinessOfDocument, ReadinessValidateDocument, type ReadinessPartsFragment } from '../generated/graphql.ts';
import { addAssessments } from './assessments.ts';
import { saveReceipt } from '../receipt-file.ts';
import type { Run } from '../run.ts';
import { answer, colour, stateColour, table, type Terminal } from '../terminal.ts';
import { watchReadiness } from '../watch-readiness.ts';

type Verdict = ReadinessPartsFragment['verdicts'][number];

/** `muster readiness KEY --env E`: exit 0 ready, 3 not ready, 5 undetermined; and what was judged before. */
export function addReadiness(program: Command, run: Run): void {
  const readiness = program.command('readiness').description('judge a release now, and look at what was judged before')
    .addHelpText('after', examples('muster readiness payments-2.4.0 --env production', 'muster readiness diff assessment:1f0c… assessment:9b22…'));
  addAssessments(readiness, run);
  readiness.command('judge <key>', { isDefault: true })
    .description('judge a release now, from facts fetched live; the word "judge" may be left out')
    .requiredOption('--env <environment>', 'environment it would go to')
    .option('--validate', 'keep the judgement as an assessment, with a signed receipt when it is ready').option('--receipt-file <file>', 'validate, and save the receipt')
    .option('--save-facts <file>', 'save what it was judged from, for muster policy test')
    .option('--watch', 'show each change of it until it is ready').option('--timeout <duration>', 'with --watch: give up after', '30m')
    .addHelpText('after', examples('muster readiness payments-2.4.0 --env production', 'muster readiness payments-2.4.0 --env production --watch --timeout 2h', 'muster readiness payments-2.4.0 --env production --json | jq .outcome', 'muster readiness payments-2.4.0 --env production --receipt-file receipt.json'))
    .action(run(async (terminal, key: string, { env, validate, receiptFile, saveFacts, watch, timeout }: { env: string; validate?: boolean; receiptFile?: string; saveFacts?: string; watch?: true; timeout: string }) => {
      if (saveFacts !== undefined && (validate || receiptFile !== undefined)) throw new Failure('--save-facts is for a look, not for --validate or --receipt-file: ask twice.', exitCode.usage);
      if (watch && (validate || receiptFile !== undefined || saveFacts !== undefined)) throw new Failure('--watch is for looking: leave --validate, --receipt-file and --save-facts away.', exitCode.usage);
      if (watch) return watchReadiness(terminal, { key, environment: env, timeoutSeconds: secondsOf(timeout) }, (seen) => readinessText(key, env, seen));
      if (validate || receiptFile !== undefined) return validated(terminal, key, env, receiptFile);
      const { release } = await terminal.hub.ask(ReadinessOfDocument, { key, environment: env, withFacts: saveFacts !== undefined });
      if (!release) throw new Failure(`There is no release ${key}.`);
      if (!release.readiness) throw new Failure(`${key} could not be judged for ${env}.`);
      const { facts, ...readiness } = release.readiness;
      if (saveFacts !== undefined) writeFileSync(saveFacts, `${JSON.stringify(facts)}\n`, { mode: 0o600 });
      answer(terminal, readiness, () => readinessText(key, env, readiness));
      return exitCodeOfReadiness(readiness.outcome);
    }));
}

async function validated(terminal: Terminal, key: string, environment: string, receiptFile: string | undefined): Promise<ExitCode> {
  const { validateReadiness } = await terminal.hub.ask(ReadinessValidateDocument, { input: { releaseKey: key, environment } });
  refuseMistakes(validateReadiness?.userErrors);
  if (!validateReadiness?.assessment) throw new Failure(`${key} could not be judged for ${environment}.`);
  const { id, readiness, receipt } = validateReadiness.assessment;
  answer(terminal, { id, receipt, ...readiness }, () => `${readinessText(key, environment, readiness)}\n\nKept as ${id}${receipt ? `, with a receipt that counts until ${receipt.expiresAt}` : ''}.`);
  if (receiptFile === undefined) return exitCodeOfReadiness(readiness.outcome);
  if (!receipt && readiness.outcome === 'READY') throw new Failure('The hub signed no receipt: its configuration has no receipts.signingKey, or the release has no sealed package or no plan.');
  if (receipt) saveReceipt(receiptFile, receipt.envelope);
  return exitCodeOfReadiness(readiness.outcome);
}

/** The judgement for a person: the verdict, each gate in a line, and for each that is not green what to do where. */
export function readinessText(key: string, environment: string, readiness: ReadinessPartsFragment): string {
  const { outcome, policy, release, verdicts, readyFromAt, judgedAt } = readiness;
  const gates = table(['GATE', 'VERDICT', 'BECAUSE'], verdicts.map((verdict) => [verdict.gate.name, stateColour(verdict.outcome), verdict.because]), [36, 16, null]);
  const opens = readyFromAt ? `\nOnly time stands in the way: it is ready from ${readyFromAt}. To have it go then: muster deploy ${key} --env ${environment} --when-window-opens` : '';
  const open = verdicts.filter((verdict) => verdict.outcome === 'FAIL' || verdict.outcome === 'UNKNOWN');
  const remedies = [...open.map((verdict) => remedyText(verdict, release.owner.name)), ...verdicts.map(waiverText).filter((text) => text !== '')].join('\n');
  return `${colour('bold', key)} → ${environment}: ${stateColour(outcome)}   (policy ${policy.name} ${policy.version}, judged ${judgedAt})${opens}\n\n${gates}${remedies === '' ? '' : `\n\n${remedies}`}`;
}

/** What was let go: by whom, until when, why. */
function waiverText({ gate, isBlocking, waiver }: Verdict): string {
  if (!waiver) return '';
  return [
    colour('bold', `${gate.name}${isBlocking ? '' : ' (advisory)'}`),
    `  waived    by ${waiver.approvedBy?.name ?? 'nobody'} until ${waiver.expiresAt}${waiver.isBreakGlass ? ', in an emergency' : ''}: ${waiver.reason}  ${waiver.id}`,
  ].join('\n');
}

/** Where nobody else is named, the release's owner sees to it: somebody always does. */
function remedyText({ gate, isBlocking, expected, actual, remedy, remedyUrl, responsible, evidence }: Verdict, owner: string): string {
  const lines = [
    colour('bold', `${gate.name}${isBlocking ? '' : ' (advisory)'}`),
    expected ? `  expected  ${expected}` : '',
    actual ? `  actual    ${actual}` : '',
    remedy ? `  do        ${remedy}` : '',
    `  who       ${responsible && responsible.length > 0 ? responsible.map(({ name }) => name).join(', ') : `${owner}, who owns the release: nobody else is named`}`,
    remedyUrl ? `  where     ${remedyUrl}` : '',
    ...evidence.slice(0, 5).map(({ label, value, url }) => `  evidence  ${label}${value ? `: ${value}` : ''}${url ? `  ${url}` : ''}`),
    evidence.length > 5 ? `  evidence  and ${evidence.length - 5} more (--json shows all)` : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}
