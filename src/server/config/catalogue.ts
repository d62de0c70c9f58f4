import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Policy, PolicyGate } from '../../domain/policy.ts';
import type { Catalogue } from '../../domain/ports/catalogue.ts';
import { gateSet, policyDigest, usualBackOut, type GateSet } from '../../readiness/index.ts';
import type { FileShape } from './shape.ts';

/** The declared environments, services and policies, in Muster's words. */
export function catalogueOf(file: FileShape, gates: GateSet = gateSet()): Catalogue {
  const { environments } = file;
  const services = file.services.map(serviceOf);
  const policies = file.policies.map((shape) => { const policy = policyOf(shape); return { ...policy, digest: policyDigest(policy, gates) }; });
  return {
    environments,
    services,
    policies,
    environment: (name) => environments.find((environment) => environment.name === name),
    service: (key) => services.find((service) => service.key === key),
    policyOf(environment) {
      const policy = policies.find(({ name }) => name === environment.policy);
      if (policy === undefined) throw new Error(`environment ${environment.name} names policy ${environment.policy}, which the configuration check should have refused`);
      return policy;
    },
  };
}

function serviceOf(service: FileShape['services'][number]): ServiceDeclaration {
  return {
    ...service,
    targets: Object.fromEntries(Object.entries(service.targets).map(([environment, { class: className, ...target }]) => [environment, { ...target, className }])),
    deployers: Object.fromEntries(Object.entries(service.deployers).map(([environment, { connection, name, expectedDuration, ...settings }]) => [environment, { connection, name, environment, ...(expectedDuration !== undefined && { expectedDurationMs: expectedDuration }), settings }])),
  };
}

export function policyOf(policy: FileShape['policies'][number]): Policy {
  const gates = gatesOf(policy.gates);
  return {
    name: policy.name,
    version: policy.version,
    receiptValidityMs: policy.receiptValidity,
    requiredAgreements: policy.requiredAgreements,
    gates,
    backOutGates: policy.backOut === undefined ? usualBackOut(gates) : gatesOf(policy.backOut.gates),
    waivers: policy.waivers,
  };
}

function gatesOf(gates: FileShape['policies'][number]['gates']): readonly PolicyGate[] {
  return Object.entries(gates).map(([gate, { maxFactAge, ...rules }]) => ({ gate, ...rules, maxFactAgeMs: maxFactAge }));
}
