import { connectors, type Connector } from '../../connectors/index.ts';

/** docs/connectors.md, derived from what each connector says of itself, in the order of the connectors' list. */
export function connectorDocs(): string {
  return `${head}\n${Object.values(connectors).map(section).join('\n')}`;
}

const head = `# Connectors

Derived from \`src/connectors\` by \`npm run docs\`; do not edit. A heading is what \`system\` says in muster.yaml. *Unverified*
is what no document, specification or recording could prove.
`;

function section({ system, about }: Connector): string {
  const { tool, reads, writes, permissions, limits, unverified } = about;
  return [
    `## ${system}`, '', tool, '',
    ...list('Reads', reads), ...list('Writes', writes), ...list('Permissions', permissions), ...list('Limits', limits), ...list('Unverified', unverified),
  ].join('\n');
}

function list(title: string, lines: readonly string[]): readonly string[] {
  return [`**${title}**`, '', ...(lines.length === 0 ? ['- nothing'] : lines.map((line) => `- ${line}`)), ''];
}
