import { describeLanguage } from '../../readiness/index.ts';

/** docs/expressions.md, derived from the language itself: what an expression of a custom gate may name. */
export function expressionDocs(): string {
  const { variables, types, functions, methods, limits } = describeLanguage();
  const spoken = (type: string): string => `\`${type.replaceAll('google.protobuf.Timestamp', 'timestamp')}\``;
  return `# Expressions of custom gates

Derived from \`src/readiness/custom\` by \`npm run docs\`; do not edit. [policy.md](policy.md) tells how a custom gate is
written down, and what its expression makes of things that nobody told.

## Variables

| name | type | what | when there is none |
|---|---|---|---|
| \`judgedAt\` | \`timestamp\` | The moment of judging. | |
| \`parameters\` | as declared | What the policy says to this gate. | |
${variables.map(({ name, type, about, nothing }) => `| \`${name}\` | ${spoken(type)} | ${about} | ${nothing === null ? '' : `"${nothing}": no gate that reads it passes`} |`).join('\n')}

## Types

A field with a question mark is one that Muster itself may leave empty: \`has(release.train)\`. Of every other field that is
not told, nothing is known.

| type | fields |
|---|---|
${types.map(({ name, fields }) => `| ${name} | ${fields.map((field) => `${field.name}${field.isOptional ? '?' : ''}: ${spoken(field.type)}`).join(', ')} |`).join('\n')}

## What may be written

Operators \`&& || ! ?: == != < <= > >= in + - * / %\`; over lists \`all exists exists_one filter map\`; functions
${functions.map((name) => `\`${name}()\``).join(' ')}; methods ${methods.map((name) => `\`.${name}()\``).join(' ')}, those of moments in UTC.

At most ${limits.letters} letters, ${limits.nodes} parts, ${limits.depth} deep, lists of ${limits.listElements}, walks over lists ${limits.nesting} deep in each other; what would take more than
${limits.steps} steps on the facts at hand is not run, and UNKNOWN.
`;
}
