import { z } from 'zod';
import type { Evidence } from '../../../domain/readiness.ts';
import type { ChangeFacts, Facts, PlanFacts } from '../../facts.ts';
import { finding, hidden, says, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { evidenceOfPlan } from '../../plan.ts';
import { otherReleaseFinding } from './other-release.ts';

const parameters = z.strictObject({
  /** Where it must be written: in the deployment plan, in every change, or in both. */
  writtenIn: z.array(z.enum(['PLAN', 'CHANGES'])).min(1).default(['PLAN', 'CHANGES']),
  /** How many letters and digits a text has at least, so that "n/a" or "none" is no plan. */
  minLetters: z.int().min(1).default(10),
});

/**
 * A tool that hides the text and one where it is empty look alike, so a change without it is unknown; Muster's own plan
 * without it is red. A text about another release is none about this one.
 */
export const backoutPlanIsWritten = defineGate({
  name: 'backout-plan-is-written',
  sentence: 'The deployment plan and every change say how to back out of this release.',
  why: 'When a deployment goes wrong at night, nobody has the time to think out the way back.',
  needs: ['the newest deployment plan', 'changes linked to the release', 'the back-out plan of each', 'the version that runs now'],
  empty: 'There is neither a plan nor a change where the policy wants it written.',
  parameters,
  reads: ['change', 'ci'],
  relations: ['CHANGE'],
  look(facts, { writtenIn, minLetters }) {
    const { plan, changes, release, environment } = facts;
    const [inPlan, inChanges] = [writtenIn.includes('PLAN'), writtenIn.includes('CHANGES')];
    const where = [...(inPlan ? ['the plan'] : []), ...(inChanges ? ['every change'] : [])].join(' and ');
    const isNothing = (!inPlan || plan === null) && (!inChanges || changes.length === 0);
    return {
      expected: `a back-out plan in ${where}`,
      findings: isNothing ? [] : [...(inPlan ? [planFinding(plan, facts, minLetters)] : []), ...(inChanges ? changeFindings(facts, minLetters) : [])],
      passes: `The way back is written in ${where}.`,
      nothing: {
        because: `${release.key} has ${[...(inPlan ? ['no deployment plan'] : []), ...(inChanges ? ['no change'] : [])].join(' and ')} for ${environment.name}, so no way back is written.`,
        remedy: inPlan ? `Plan the deployment of ${release.key} to ${environment.name}, and write into the plan how to back out.` : `Link the change of ${release.key} for ${environment.name}.`,
      },
    };
  },
});

function planFinding(planned: PlanFacts | null, facts: Facts, minLetters: number): Finding {
  const { release, environment } = facts;
  if (planned === null) {
    return finding('FAIL', {
      because: `There is no deployment plan of ${release.key} for ${environment.name}.`, actual: 'no plan', restsOn: ['no plan'],
      remedy: `Plan the deployment of ${release.key} to ${environment.name}, and write into the plan how to back out.`,
    });
  }
  const { plan, proposer } = planned;
  const [where, identity, text, evidence] = [`Plan version ${plan.version}`, `${plan.id} v${plan.version}`, plan.backoutPlan, evidenceOfPlan(plan, 'backoutPlan', plan.backoutPlan)];
  if (text !== null && isWritten(text, minLetters)) return otherReleaseFinding({ where, identity, text, evidence }, facts) ?? passing(where, identity, evidence);
  return finding('FAIL', {
    because: `${where} does not say how to back out${saying(text)}.`, actual: `${where}: no back-out plan`, evidence: [evidence], restsOn: [`${identity} back-out missing`],
    remedy: `Plan the deployment of ${release.key} to ${environment.name} again, with a back-out plan.`, responsible: proposer === null ? [] : [proposer],
  });
}

function changeFindings(facts: Facts, minLetters: number): readonly Finding[] {
  const { changes, release, environment } = facts;
  if (changes.length > 0) return changes.map((change) => changeFinding(change, facts, minLetters));
  return [finding('FAIL', {
    because: `No change is linked to ${release.key} for ${environment.name} that could say how to back out.`, actual: 'no change', restsOn: ['no change'],
    remedy: `Open a change with the correlation id ${release.key}, or link the one there is.`,
  })];
}

function changeFinding(change: ChangeFacts, facts: Facts, minLetters: number): Finding {
  const broken = unusable(change);
  if (broken !== null || change.record.state !== 'known') return broken ?? hidden(change, 'backoutPlan', 'the back-out plan');
  const { backoutPlan: text, label: where, id: identity, source } = change.record.value;
  if (text === null) return hidden(change, 'backoutPlan', 'the back-out plan');
  const evidence = says(change.record.value, 'backoutPlan', text);
  if (isWritten(text, minLetters)) return otherReleaseFinding({ where, identity, text, evidence }, facts) ?? passing(where, identity, evidence);
  return finding('FAIL', {
    because: `${where} does not say how to back out${saying(text)}.`, actual: `${where}: no back-out plan`, evidence: [evidence], restsOn: [`${identity} back-out missing`],
    remedy: `Write the back-out plan into ${where} in ${source.connection}.`, remedyUrl: source.url, responsible: change.requester === null ? [] : [change.requester],
  });
}

function passing(where: string, identity: string, evidence: Evidence): Finding {
  return finding('PASS', { because: `${where} says how to back out.`, actual: `${where}: written`, evidence: [evidence], restsOn: [`${identity} back-out written`] });
}

function isWritten(text: string, minLetters: number): boolean {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= minLetters;
}

/** A text that is too short to be a plan is told, so that nobody looks for what is not there. */
function saying(text: string | null): string {
  const said = text?.trim() ?? '';
  return said === '' ? '' : `: "${said}" is no plan`;
}
