import { Option, type Command } from 'commander';
import { examples } from '../examples.ts';
import { exitCode } from '../exit-code.ts';
import { refuseMistakes } from '../failure.ts';
import { NoticeListDocument, TryChannelDocument, type NoticePartsFragment, type NoticeState } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, colour, table } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

const states = { waiting: 'WAITING', sent: 'SENT', 'given-up': 'GIVEN_UP' } as const satisfies Readonly<Record<string, NoticeState>>;

interface ListOptions { readonly state?: keyof typeof states; readonly channel?: string; readonly limit: number }

/** `muster notices`: whom Muster told, and whom it could not; exit 5 when one of those shown was given up. */
export function addNotices(program: Command, run: Run): void {
  const notices = program.command('notices').description('see whom Muster told, and whom it could not; try a channel')
    .addHelpText('after', examples('muster notices --state given-up', 'muster notices test --channel mail --to ines.weber@northbank.example'));
  notices.command('list', { isDefault: true }).description('notices, the newest first; the word "list" may be left out')
    
    .addOption(new Option('--state <state>', 'only these').choices(Object.keys(states))).option('--channel <name>', 'only over this channel').option('--limit <count>', 'how many', wholeNumber, 20)
    .addHelpText('after', examples('muster notices', 'muster notices --state given-up --json | jq \'.[].problem\''))
    .action(run(async (terminal, { state, channel, limit }: ListOptions) => {
      const { notices: found } = await terminal.hub.ask(NoticeListDocument, { first: limit, ...(state !== undefined && { state: states[state] }), ...(channel !== undefined && { channel }) });
      const list = found?.nodes ?? [];
      answer(terminal, list, () => noticesText(list, found?.totalCount ?? list.length));
      return list.some((notice) => notice.state === 'GIVEN_UP') ? exitCode.undetermined : exitCode.yes;
    }));
  notices.command('test').description('send a message that tells nothing over a channel, now').requiredOption('--channel <name>', 'a channel of the configuration')
    .option('--to <address>', 'where to write, for e-mail; left out, to yourself')
    .addHelpText('after', examples('muster notices test --channel desk', 'muster notices test --channel mail --to ines.weber@northbank.example'))
    .action(run(async (terminal, { channel, to }: { channel: string; to?: string }) => {
      const { tryChannel } = await terminal.hub.ask(TryChannelDocument, { input: { channel, ...(to !== undefined && { recipient: to }) } });
      refuseMistakes(tryChannel?.userErrors);
      answer(terminal, { channel, isTaken: true }, () => `Channel ${channel} took it.`);
      return exitCode.yes;
    }));
}

function noticesText(notices: readonly NoticePartsFragment[], total: number): string {
  if (notices.length === 0) return 'Nobody was told of anything: see notices in the configuration.';
  const rows = notices.map(({ state, subject, channel, recipient, attempts, nextAt, sentAt, problem, createdAt }) => [
    createdAt, stateText(state), recipient === null ? channel : `${channel} ${recipient}`, subject,
    state === 'SENT' ? `at ${sentAt ?? ''}` : `${attempts} tried${nextAt === null ? '' : `, next at ${nextAt}`}${problem === null ? '' : `: ${problem}`}`,
  ]);
  return `${table(['SINCE', 'STATE', 'TO', 'SUBJECT', 'HOW IT WENT'], rows)}${total > notices.length ? `\n\n${total - notices.length} more (--limit)` : ''}`;
}

function stateText(state: NoticeState): string {
  if (state === 'SENT') return colour('green', 'sent');
  return state === 'WAITING' ? colour('yellow', 'waiting') : colour('red', 'given up');
}
