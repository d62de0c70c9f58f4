import { z } from 'zod';
import { areFourEyes, type Person } from '../../../domain/person.ts';
import type { Instant } from '../../../domain/instant.ts';
import { agreementsCountFrom, type StakeholderRole } from '../../../domain/release.ts';
import type { Facts, PlanFacts } from '../../facts.ts';
import { finding, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { evidenceOfPlan } from '../../plan.ts';

/** Every role the policy names has agreed to this version of the plan, by somebody who did not propose it, for the package as it is sealed. */
export const planIsAgreed = defineGate({
  name: 'plan-is-agreed',
  sentence: 'Every stakeholder role that the policy names has agreed to the deployment plan.',
  why: 'Those who run, own and use the service must know and accept what happens when; nobody agrees to their own plan.',
  needs: ['the newest deployment plan', 'its agreements', 'who each person is'],
  parameters: z.strictObject({}),
  reads: ['account'],
  relations: [],
  look(facts) {
    const { plan, policy, release, environment } = facts;
    const roles = policy.requiredAgreements;
    return {
      expected: roles.length === 0 ? 'roles that must agree' : `agreed by ${roles.map(spoken).join(', ')}`,
      findings: plan === null ? [] : roles.map((role) => findingOf(role, plan, facts)),
      passes: `Plan version ${plan?.plan.version ?? 0} is agreed by ${roles.map(spoken).join(', ')}.`,
      nothing: plan === null
        ? { because: `There is no deployment plan of ${release.key} for ${environment.name}.`, remedy: `Plan the deployment of ${release.key} to ${environment.name}.` }
        : { because: `The policy ${policy.name} names no role that must agree.`, remedy: 'Name requiredAgreements in the policy, or let this gate be empty.' },
    };
  },
});

function findingOf(role: StakeholderRole, plan: PlanFacts, facts: Facts): Finding {
  const { version, id } = plan.plan;
  const from = agreementsCountFrom(facts.release);
  const given = plan.agreements.filter(({ agreement }) => agreement.role === role && agreement.planVersion === version);
  const valid = given.find((one) => objection(one, plan.proposer, from) === null);
  if (valid !== undefined) {
    return finding('PASS', {
      because: `${valid.person.name} agreed as ${spoken(role)}.`, actual: `${spoken(role)}: ${valid.person.name}`, restsOn: [`${id} v${version} agreed ${role}`],
      evidence: [evidenceOfPlan(plan.plan, 'agreements', `${valid.person.name} as ${spoken(role)} at ${valid.agreement.agreedAt}`)],
    });
  }
  const asked = facts.stakeholders.filter((one) => one.role === role).map((one) => one.person);
  const wrong = given.map((one) => `${one.person.name} agreed, but ${objection(one, plan.proposer, from) ?? 'does not count'}`);
  return finding('FAIL', {
    because: `Plan version ${version} is not agreed by ${spoken(role)}${wrong.length === 0 ? '' : `: ${wrong.join('; ')}`}.`,
    actual: `${spoken(role)}: ${wrong.length === 0 ? 'not agreed' : wrong.join('; ')}`, restsOn: [`${id} v${version} lacks ${role}`], responsible: asked,
    evidence: [evidenceOfPlan(plan.plan, 'agreements', wrong.length === 0 ? 'none' : wrong.join('; '))],
    remedy: asked.length === 0 ? `Name a ${spoken(role)} among the stakeholders of ${facts.release.key}.` : `Ask ${asked.map((person) => person.name).join(' or ')} to agree to plan version ${version}.`,
  });
}

/** Why a person's agreement does not count; null when it does. */
function objection({ person, agreement }: PlanFacts['agreements'][number], proposer: Person | null, countsFrom: Instant | null): string | null {
  if (!person.isMapped) return 'nobody can tell who that is';
  if (person.isActive === false) return 'is no longer active';
  if (proposer !== null && !areFourEyes(person, proposer)) return proposer.isMapped ? 'also proposed the plan' : 'nobody can tell who proposed the plan';
  return countsFrom !== null && agreement.agreedAt < countsFrom ? 'before the package was sealed anew' : null;
}

function spoken(role: StakeholderRole): string {
  return role.toLowerCase().replace('_', ' ');
}
