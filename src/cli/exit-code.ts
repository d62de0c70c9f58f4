import type { DeploymentState, ReadinessOutcome, UserErrorCode } from './generated/graphql.ts';

/** DESIGN §10. A script needs nothing but these. */
export const exitCode = {
  yes: 0,
  error: 1,
  usage: 2,
  notReady: 3,
  notAllowed: 4,
  undetermined: 5,
  deploymentFailed: 6,
  recordNeedsAPerson: 7,
  stillPending: 8,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export function exitCodeOfReadiness(outcome: ReadinessOutcome): ExitCode {
  return { READY: exitCode.yes, NOT_READY: exitCode.notReady, UNDETERMINED: exitCode.undetermined }[outcome];
}

/** How a deployment stands: ended well or badly, waiting for a person, or still going on. */
export function exitCodeOfDeployment({ state, needsAttention }: { readonly state: DeploymentState; readonly needsAttention: boolean }): ExitCode {
  switch (state) {
    case 'SUCCEEDED': return needsAttention ? exitCode.recordNeedsAPerson : exitCode.yes;
    case 'FAILED': case 'BACKED_OUT': case 'CANCELED': return exitCode.deploymentFailed;
    case 'REFUSED': return exitCode.notReady;
    case 'UNCLEAR': return exitCode.undetermined;
    case 'RECORDING': return needsAttention ? exitCode.recordNeedsAPerson : exitCode.stillPending;
    default: return exitCode.stillPending;
  }
}

export function exitCodeOfMistake(code: UserErrorCode): ExitCode {
  switch (code) {
    case 'FORBIDDEN': case 'SAME_PERSON': return exitCode.notAllowed;
    case 'NOT_READY': case 'FACTS_CHANGED': return exitCode.notReady;
    case 'SOURCE_UNAVAILABLE': return exitCode.undetermined;
    default: return exitCode.error;
  }
}
