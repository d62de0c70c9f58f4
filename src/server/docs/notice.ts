import { eventKinds } from '../../domain/event.ts';
import { templates } from '../../notices/index.ts';

/** docs/notices.md, derived from what each event's template says of itself. */
export function noticeDocs(): string {
  return `${head}\n${eventKinds.map(section).join('\n')}`;
}

const head = `# Notices

Derived from \`src/notices/templates\` by \`npm run docs\`; do not edit. Who is told of what, and over which channel, stands under
\`notices\` in muster.yaml ([configuration.md](configuration.md)). Each event is told once per recipient and channel: judged READY
again, nobody hears of it again. A template of your own may name what stands in its table, as \`{{name}}\`.

A webhook gets JSON signed as [Standard Webhooks](https://www.standardwebhooks.com) says: \`{ type, timestamp, data: { eventId,
releaseKey, environment, subject, text, facts } }\`; e-mail and chat get subject and text. A sink of [CDEvents](https://cdevents.dev) gets,
signed the same way and as CloudEvents 1.0, \`service.deployed\` or \`service.rolledback\` of what is live and \`incident.detected\` of what failed. A notice may come twice, when a hub dies
in the middle of sending it: then with the same \`webhook-id\`, or the same \`Message-ID\`.
`;

function section(kind: (typeof eventKinds)[number]): string {
  const { when, names, subject, text } = templates[kind];
  return [
    `## ${kind}`, '', `Told when ${when}.`, '',
    '```text', subject, '', text, '```', '',
    '| name | what it stands for |', '|---|---|', ...Object.entries(names).map(([name, what]) => `| \`${name}\` | ${what} |`), '',
  ].join('\n');
}
