import type { Evidence } from '../domain/readiness.ts';
import type { Gate, Judged } from './gate.ts';
import { policyGate } from './green.fixture.ts';
import { green, harmless, losses, wrongs, type Named } from './spoiling.fixture.ts';

const unspoiled = 'nothing is spoiled';
const spoils: readonly Named[] = [[unspoiled, (facts) => facts], ...wrongs, ...losses, ...harmless];

/**
 * All that a gate says of the example and of each way in which it is spoiled, as text: one paragraph a verdict, with the names of what
 * led to it. Beside the gate it is approved by whoever reads its difference: no word, identity or link of a verdict changes unseen.
 */
export function saidBy(gate: Gate): string {
  const policyGates = green.policy.gates.filter((one) => one.gate === gate.name);
  const verdicts = spoils.flatMap(([name, spoil]) => policyGates.map((one) => [name.replace(/^fact \d+/, 'a fact'), gate.judge(spoil(green), one)] as const));
  const empty = gate.judge({ ...green, changes: [], workItems: [], artifacts: [], items: [], plan: null, target: null }, policyGate(gate.name, { mayBeEmpty: true }));
  const paragraphs = new Map<string, Set<string>>();
  for (const [name, verdict] of [...verdicts, ['nothing there, and that may be', empty] as const]) {
    const text = told(verdict);
    paragraphs.set(text, (paragraphs.get(text) ?? new Set()).add(name));
  }
  const asked = [`asks: ${gate.asks.join(', ')}`, ...Object.entries(gate.asksIf).map(([parameter, name]) => `asks with ${parameter}: ${name}`)];
  return `${[gate.name, ...asked].join('\n')}\n\n${[...paragraphs].map(([text, names]) => `${text}\n  when: ${names.has(unspoiled) ? `${unspoiled}, nor anything that is not named below` : [...names].join('; ')}`).join('\n\n')}\n`;
}

function told({ outcome, because, expected, actual, evidence, remedy, remedyUrl, responsible, restsOn, passesFromAt }: Judged): string {
  const lines: readonly (readonly [string, string | null])[] = [
    ['expected', expected], ['actual', actual], ...evidence.map((one) => ['evidence', shown(one)] as const), ['remedy', remedy], ['at', remedyUrl],
    ['responsible', responsible.map(({ id }) => id).join(', ')], ...restsOn.map((one) => ['rests on', one] as const), ['passes from', passesFromAt],
  ];
  return [`${outcome}: ${because}`, ...lines.flatMap(([name, value]) => (value === null || value === '' ? [] : [`  ${name}: ${value}`]))].join('\n');
}

function shown({ source, recordId, field, label, value, url }: Evidence): string {
  return [recordId ?? source.reference, field, label, value, url].map((one) => one ?? '–').join(' | ');
}
