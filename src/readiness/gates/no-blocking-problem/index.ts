import { z } from 'zod';
import type { Service } from '../../../domain/configuration-item.ts';
import type { Problem } from '../../../domain/incident.ts';
import { finding, says, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { troubleFindings } from '../../reach.ts';

const parameters = z.strictObject({
  /** Whether known errors may stand: their cause and a way around them are known. */
  bearsKnownErrors: z.boolean().default(false),
  /** Numbers of problems that may stand, e.g. because this release mends them. */
  bears: z.array(z.string().min(1)).default([]),
});
type Parameters = z.output<typeof parameters>;

/** A problem whose tool does not say whether it is a known error is none that may stand. */
export const noBlockingProblem = defineGate({
  name: 'no-blocking-problem',
  sentence: 'No service that the release reaches has an open problem, but those that the policy bears.',
  why: 'What went wrong several times and is not understood will go wrong again, with one more suspect.',
  needs: ['configuration items of the release, and the item that holds the running version', 'the services that each reaches over the CMDB', 'the open problems of each service'],
  empty: 'The release has no configuration item, or none that reaches a service in the CMDB.',
  asks: ['reach', 'openProblems'],
  parameters,
  reads: ['problem', 'service', 'ci'],
  relations: ['CONFIGURATION_ITEM'],
  look(facts, given) {
    const { release, environment } = facts;
    return {
      expected: `no open problem${given.bearsKnownErrors ? ' that is no known error' : ''}${given.bears.length === 0 ? '' : ` but ${given.bears.join(', ')}`}`,
      findings: troubleFindings<Problem>(facts, { what: 'open problems', open: facts.asked.openProblems, judge: (problem, service) => findingOf(problem, service, given) }),
      passes: 'No service that is reached has an open problem that stands in the way.',
      nothing: {
        because: `No configuration item of ${release.key} in ${environment.name} reaches a service.`,
        remedy: 'Name the items on the change, and relate them in the CMDB to the service they serve.',
      },
    };
  },
});

function findingOf(problem: Problem, service: Service, { bearsKnownErrors, bears }: Parameters): Finding | null {
  const { label, number, isKnownError, isOpen, id, source } = problem;
  if (isOpen === false || (number !== null && bears.includes(number)) || (bearsKnownErrors && isKnownError === true)) return null;
  const told = { evidence: [says(problem, 'isKnownError', isKnownError === null ? null : String(isKnownError))], remedyUrl: source.url };
  if (bearsKnownErrors && isKnownError === null) {
    return finding('UNKNOWN', {
      ...told, because: `${service.label} has the problem ${label} open, and ${source.connection} does not say whether it is a known error.`, actual: `${label}: known error or not unsaid`, restsOn: [`${id} open, known error unsaid`],
      remedy: `Say of ${label} whether it is a known error, or let Muster's account in ${source.connection} read it.`,
    });
  }
  return finding('FAIL', {
    ...told, because: `${service.label} has ${isKnownError === true ? 'a known error' : 'a problem'} open: ${label}.`, actual: `${label} open`, restsOn: [`${id} open`],
    remedy: `Solve ${label}, or let the policy bear it: bears in no-blocking-problem.`,
  });
}
