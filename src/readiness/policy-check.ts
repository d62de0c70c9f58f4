import type { ConfigurationMistake } from '../domain/error.ts';
import type { Policy, PolicyGate } from '../domain/policy.ts';
import { gateSet, type GateSet } from './gate-set.ts';

/** Everything wrong in a policy's lists of gates; keys are relative to the policy, e.g. `gates[2].parameters.maxHigh` or `backOut.gates[0].gate`. Lines are not known here. */
export function checkPolicy(policy: Policy, gates: GateSet = gateSet()): readonly ConfigurationMistake[] {
  return [
    ...checkGates(policy.gates, 'gates', 'no release could ever be judged READY', gates),
    ...(policy.backOutGates === undefined ? [] : checkGates(policy.backOutGates, 'backOut.gates', 'nothing could ever be backed out', gates)),
  ];
}

function checkGates(list: readonly PolicyGate[], at: string, never: string, gates: GateSet): readonly ConfigurationMistake[] {
  const mistake = (key: string, message: string): ConfigurationMistake => ({ line: null, key, message });
  const perGate = list.flatMap(({ gate: name, parameters }, index) => {
    const key = `${at}[${index}]`;
    if (list.findIndex((other) => other.gate === name) < index) return [mistake(`${key}.gate`, `${name} stands in the policy twice`)];
    const gate = gates.of(name);
    if (gate === undefined) return [mistake(`${key}.gate`, `no gate is called ${name}; there are ${gates.all.map((one) => one.name).join(', ')}`)];
    const read = gate.parameters.safeParse(parameters);
    return read.success ? [] : read.error.issues.map((issue) => mistake([`${key}.parameters`, ...issue.path.map(String)].join('.'), issue.message));
  });
  const toothless = list.some(({ isBlocking }) => isBlocking) ? [] : [mistake(at, `no gate blocks, so ${never}`)];
  return [...perGate, ...toothless];
}
