import { describeGates, emptyGates, gateParameters } from '../../readiness/index.ts';

/** docs/gates.md, derived from the gates themselves: what each says, why, what it needs, and what a policy may set. */
export function gateDocs(): string {
  const [parameters, empty] = [gateParameters(), emptyGates()];
  const sections = describeGates().map(({ name, sentence, why, needs }) => [
    `## ${name}`,
    '',
    sentence,
    '',
    `- **Why:** ${why}`,
    `- **Needs:** ${needs.join(' · ')}`,
    ...(empty.has(name) ? [`- **Empty:** ${empty.get(name) ?? ''}`] : []),
    `- **Parameters:** ${parameterText(parameters.get(name))}`,
    '',
  ].join('\n'));
  return `${head}\n${sections.join('\n')}`;
}

const head = `# Gates

Derived from \`src/readiness/gates\` by \`npm run docs\`; do not edit. A gate's name is the sentence that must be true. Each
answers PASS, FAIL or UNKNOWN with evidence and a remedy; none passes on nothing, unless the policy says \`mayBeEmpty\`.
`;

interface ParametersSchema { readonly properties?: Readonly<Record<string, { readonly type?: string; readonly default?: unknown; readonly items?: { readonly type?: string } }>> }

function parameterText(schema: ParametersSchema | undefined): string {
  const properties = Object.entries(schema?.properties ?? {});
  if (properties.length === 0) return 'none';
  return properties.map(([name, { type, items, default: usual }]) => `\`${name}\` (${type === 'array' ? `list of ${items?.type ?? 'values'}` : type ?? 'value'}, default \`${JSON.stringify(usual)}\`)`).join(', ');
}
