import type { ConfigurationMistake } from '../domain/error.ts';
import type { Policy } from '../domain/policy.ts';
import { gateSet, type GateSet } from './gate-set.ts';

/** Everything wrong in a policy's list of gates; keys are relative to the policy, e.g. `gates[2].parameters.maxHigh`. Lines are not known here. */
export function checkPolicy(policy: Policy, gates: GateSet = gateSet()): readonly ConfigurationMistake[] {
  const mistake = (key: string, message: string): ConfigurationMistake => ({ line: null, key, message });
  const perGate = policy.gates.flatMap(({ gate: name, parameters }, index) => {
    const key = `gates[${index}]`;
    if (policy.gates.findIndex((other) => other.gate === name) < index) return [mistake(`${key}.gate`, `${name} stands in the policy twice`)];
    const gate = gates.of(name);
    if (gate === undefined) return [mistake(`${key}.gate`, `no gate is called ${name}; there are ${gates.all.map((one) => one.name).join(', ')}`)];
    const read = gate.parameters.safeParse(parameters);
    return read.success ? [] : read.error.issues.map((issue) => mistake([`${key}.parameters`, ...issue.path.map(String)].join('.'), issue.message));
  });
  const toothless = policy.gates.some(({ isBlocking }) => isBlocking) ? [] : [mistake('gates', 'no gate blocks, so no release could ever be judged READY')];
  return [...perGate, ...toothless];
}
