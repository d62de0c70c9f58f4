import type { Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { refuseMistakes } from '../failure.ts';
import { FreezeDeclareDocument, FreezeLiftDocument, FreezeListDocument, type FreezePartsFragment } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, colour, table } from '../terminal.ts';

interface DeclareOptions { readonly name: string; readonly reason: string; readonly zone: string; readonly start?: string; readonly end?: string; readonly recurrence?: string; readonly env?: string[]; readonly service?: string[] }

const listedFirst = 500;

/** `muster freeze declare|lift|list` */
export function addFreeze(program: Command, run: Run): void {
  const freeze = program.command('freeze').description('say when nothing may go out');

  freeze.command('declare').description('declare a freeze; without --end it stops the line until it is lifted')
    .requiredOption('--name <name>').requiredOption('--reason <text>').option('--zone <name>', 'IANA time zone in which it comes again', 'UTC')
    .option('--start <instant>', 'left out, now').option('--end <instant>', 'end of the first occurrence').option('--recurrence <rule>', 'RFC 5545, e.g. FREQ=WEEKLY;BYDAY=FR')
    .option('--env <environment...>', 'left out, every one').option('--service <key...>', 'left out, every one')
    .addHelpText('after', examples('muster freeze declare --name "Stop the line" --reason "payments are failing"', 'muster freeze declare --name Fridays --reason "nobody mends on Saturday" --zone Europe/Berlin --start 2026-12-04T16:00:00Z --end 2026-12-06T22:00:00Z --recurrence "FREQ=WEEKLY;BYDAY=FR" --env production'))
    .action(run(async (terminal, { name, reason, zone, start, end, recurrence, env, service }: DeclareOptions) => {
      const { declareFreeze } = await terminal.hub.ask(FreezeDeclareDocument, { input: {
        name, reason, timeZone: zone, firstStartAt: start ?? new Date().toISOString(),
        ...(end && { firstEndAt: end }), ...(recurrence && { recurrence }), ...(env && { environments: env }), ...(service && { services: service }),
      } });
      refuseMistakes(declareFreeze?.userErrors);
      const declared = declareFreeze?.freeze;
      if (declared) answer(terminal, declared, () => freezeText(declared));
      return exitCode.yes;
    }));

  freeze.command('lift <id>').description('end a freeze at once, with all its occurrences to come').requiredOption('--reason <text>')
    .addHelpText('after', examples('muster freeze lift freeze:0b1c… --reason "payments are back"'))
    .action(run(async (terminal, id: string, { reason }: { readonly reason: string }) => {
      const { liftFreeze } = await terminal.hub.ask(FreezeLiftDocument, { input: { freezeId: id, reason } });
      refuseMistakes(liftFreeze?.userErrors);
      const lifted = liftFreeze?.freeze;
      if (lifted) answer(terminal, lifted, () => freezeText(lifted));
      return exitCode.yes;
    }));

  freeze.command('list').description('show freezes, with their next occurrences in their own zone and in UTC').option('--state <state>', 'ACTIVE, SCHEDULED, PAST or LIFTED; left out, all')
    .addHelpText('after', examples('muster freeze list', 'muster freeze list --state ACTIVE --json'))
    .action(run(async (terminal, { state }: { readonly state?: string }) => {
      const { freezes } = await terminal.hub.ask(FreezeListDocument, { first: listedFirst, ...(state && { state: state.toUpperCase() as FreezePartsFragment['state'] }) });
      const nodes = freezes?.nodes ?? [];
      if (freezes?.totalCount != null && freezes.totalCount > nodes.length) terminal.note(`The newest ${nodes.length} of ${freezes.totalCount}.`);
      answer(terminal, nodes, () => (nodes.length === 0 ? 'There are no such freezes.' : nodes.map(freezeText).join('\n\n')));
      return exitCode.yes;
    }));
}

function freezeText({ id, name, reason, state, scope, timeZone, recurrence, next, declaredBy }: FreezePartsFragment): string {
  const zones = [...new Set([timeZone, 'UTC'])];
  return [
    `${colour('bold', name)}  ${state === 'ACTIVE' ? colour('red', state) : state}  ${id}`,
    `  ${reason} (${declaredBy?.name ?? 'nobody knows who'})`,
    `  covers   ${scope.environments?.join(', ') ?? 'every environment'}; ${scope.services?.join(', ') ?? 'every service'}${recurrence ? `; ${recurrence}` : ''}`,
    ...(next.length === 0 ? [] : [table(zones.map((zone) => `  NEXT, ${zone}`), next.map(({ startAt, endAt }) => zones.map((zone) => `  ${inZone(startAt, zone)} – ${endAt ? inZone(endAt, zone) : 'until lifted'}`)))]),
  ].join('\n');
}

/** "Fri 2026-12-04 17:00", as clocks on the wall there say. */
function inZone(moment: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(moment));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('weekday')} ${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}
