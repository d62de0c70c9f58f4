import type { Command } from 'commander';
import { secondsOf } from '../duration.ts';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { Failure, refuseMistakes } from '../failure.ts';
import { GlassBreakDocument, WaiverDebtDocument, WaiverDecideDocument, WaiverListDocument, WaiverRequestDocument, WaiverRevokeDocument, WaiverSettleDocument, type WaiverPartsFragment } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, type Terminal } from '../terminal.ts';
import { debtText, waiverText, waiversText } from '../waiver-text.ts';

interface Until { readonly for?: string; readonly until?: string }
interface RequestOptions extends Until { readonly env: string; readonly gate: string; readonly reason: string }
interface DecideOptions { readonly approve?: true; readonly reject?: true; readonly comment?: string }
interface GlassOptions extends Until { readonly env: string; readonly gate: string[]; readonly reason: string; readonly secondPerson: string }

const listedFirst = 500;

/** `muster waiver request|decide|revoke|list|debt|settle` and `muster break-glass` */
export function addWaiver(program: Command, run: Run): void {
  const waiver = program.command('waiver').description('let one gate go, with a second person, a reason and an end');

  waiver.command('request <key>').description('ask that a gate be let go for the package as it is sealed now')
    .requiredOption('--env <environment>').requiredOption('--gate <gate>').requiredOption('--reason <text>')
    .option('--for <duration>', 'how long from now: 90m, 24h').option('--until <instant>', 'or until when')
    .addHelpText('after', examples('muster waiver request payments-2.4.0 --env production --gate work-items-are-done --reason "PAY-13 is text only" --for 24h'))
    .action(run(async (terminal, key: string, options: RequestOptions) => {
      const { env, gate, reason } = options;
      const { requestWaiver } = await terminal.hub.ask(WaiverRequestDocument, { input: { releaseKey: key, environment: env, gate, reason, expiresAt: endOf(options) } });
      return told(terminal, requestWaiver);
    }));

  waiver.command('decide <id...>').description('approve or reject what somebody else asked for').option('--approve').option('--reject').option('--comment <text>')
    .addHelpText('after', examples('muster waiver decide waiver:0b1c… --approve --comment "read PAY-13"', 'muster waiver decide waiver:0b1c… --reject'))
    .action(run(async (terminal, ids: string[], { approve, reject, comment }: DecideOptions) => {
      if ((approve === true) === (reject === true)) throw new Failure('Say either --approve or --reject.', exitCode.usage);
      const decided: WaiverPartsFragment[] = [];
      for (const waiverId of ids) {
        const { decideWaiver } = await terminal.hub.ask(WaiverDecideDocument, { input: { waiverId, approve: approve === true, ...(comment && { comment }) } });
        refuseMistakes(decideWaiver?.userErrors);
        if (decideWaiver?.waiver) decided.push(decideWaiver.waiver);
      }
      answer(terminal, decided, () => waiversText(decided));
      return exitCode.yes;
    }));

  waiver.command('revoke <id>').description('take a waiver back at once').requiredOption('--reason <text>')
    .addHelpText('after', examples('muster waiver revoke waiver:0b1c… --reason "PAY-13 is done after all"'))
    .action(run(async (terminal, id: string, { reason }: { readonly reason: string }) =>
      told(terminal, (await terminal.hub.ask(WaiverRevokeDocument, { input: { waiverId: id, reason } })).revokeWaiver)));

  waiver.command('list').description('show waivers, the newest first').option('--state <state>', 'REQUESTED, ACTIVE, REJECTED, EXPIRED, REVOKED or VOID; left out, all')
    .addHelpText('after', examples('muster waiver list --state REQUESTED', 'muster waiver list --json'))
    .action(run(async (terminal, { state }: { readonly state?: string }) => {
      const { waivers } = await terminal.hub.ask(WaiverListDocument, { first: listedFirst, ...(state && { state: state.toUpperCase() as WaiverPartsFragment['state'] }) });
      const nodes = waivers?.nodes ?? [];
      if (waivers?.totalCount != null && waivers.totalCount > nodes.length) terminal.note(`The newest ${nodes.length} of ${waivers.totalCount}.`);
      answer(terminal, nodes, () => (nodes.length === 0 ? 'There are no such waivers.' : waiversText(nodes)));
      return exitCode.yes;
    }));

  waiver.command('debt').description('what is let go now, how long for, and which emergencies nobody has looked into yet')
    .addHelpText('after', examples('muster waiver debt', 'muster waiver debt --json | jq .byGate'))
    .action(run(async (terminal) => {
      const { waiverDebt } = await terminal.hub.ask(WaiverDebtDocument, {});
      if (!waiverDebt) throw new Failure('The hub could not tell.');
      answer(terminal, waiverDebt, () => debtText(waiverDebt, new Date()));
      return exitCode.yes;
    }));

  waiver.command('settle <id>').description('say what came of an emergency').requiredOption('--note <text>')
    .addHelpText('after', examples('muster waiver settle waiver:0b1c… --note "PRB0040002 tells the rest"'))
    .action(run(async (terminal, id: string, { note }: { readonly note: string }) =>
      told(terminal, (await terminal.hub.ask(WaiverSettleDocument, { input: { waiverId: id, note } })).settleFollowUp)));

  program.command('break-glass <key>').description('ask for several gates at once in an emergency; the second person confirms with muster waiver decide')
    .requiredOption('--env <environment>').requiredOption('--gate <gate...>').requiredOption('--reason <text>').requiredOption('--second-person <email>', 'who confirms it, under their own sign-in')
    .option('--for <duration>', 'how long from now, four hours at most').option('--until <instant>', 'or until when')
    .addHelpText('after', examples('muster break-glass payments-2.4.0 --env production --gate work-items-are-done no-blocking-vulnerability --reason "payments are down" --second-person omar.haddad@northbank.example --for 2h'))
    .action(run(async (terminal, key: string, options: GlassOptions) => {
      const { env, gate, reason, secondPerson } = options;
      const { breakGlass } = await terminal.hub.ask(GlassBreakDocument, { input: { releaseKey: key, environment: env, gates: gate, reason, expiresAt: endOf(options), secondPersonEmail: secondPerson } });
      refuseMistakes(breakGlass?.userErrors);
      const waivers = breakGlass?.waivers ?? [];
      answer(terminal, waivers, () => `${waiversText(waivers)}\n\nNothing is let go yet. ${secondPerson} confirms it:\n  muster waiver decide ${waivers.map(({ id }) => id).join(' ')} --approve`);
      return exitCode.yes;
    }));
}

function told(terminal: Terminal, payload: { readonly waiver?: WaiverPartsFragment | null; readonly userErrors: Parameters<typeof refuseMistakes>[0] } | null | undefined): typeof exitCode.yes {
  refuseMistakes(payload?.userErrors);
  const waiver = payload?.waiver;
  if (waiver) answer(terminal, waiver, () => waiverText(waiver));
  return exitCode.yes;
}

function endOf(options: Until): string {
  if ((options.for === undefined) === (options.until === undefined)) throw new Failure('Say either --for a duration or --until an instant.', exitCode.usage);
  return options.until ?? new Date(Date.now() + secondsOf(options.for ?? '') * 1_000).toISOString();
}
