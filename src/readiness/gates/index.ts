import type { Gate } from '../gate.ts';
import { artifactLicencesAreAllowed } from './artifact-licences-are-allowed/index.ts';
import { backoutPlanIsWritten } from './backout-plan-is-written/index.ts';
import { changeIsApproved } from './change-is-approved/index.ts';
import { changeMatchesRelease } from './change-matches-release/index.ts';
import { changeWindowIsOpen } from './change-window-is-open/index.ts';
import { cmdbMatchesLastRelease } from './cmdb-matches-last-release/index.ts';
import { configurationItemsAreKnown } from './configuration-items-are-known/index.ts';
import { configurationItemsAreOperational } from './configuration-items-are-operational/index.ts';
import { dependenciesAreLive } from './dependencies-are-live/index.ts';
import { environmentCameBefore } from './environment-came-before/index.ts';
import { knowledgeIsTransferred } from './knowledge-is-transferred/index.ts';
import { noBlockingProblem } from './no-blocking-problem/index.ts';
import { noBlockingVulnerability } from './no-blocking-vulnerability/index.ts';
import { noConflictingChange } from './no-conflicting-change/index.ts';
import { noFreeze } from './no-freeze/index.ts';
import { noOpenMajorIncident } from './no-open-major-incident/index.ts';
import { packageIsInTheDml } from './package-is-in-the-dml/index.ts';
import { packageIsSigned } from './package-is-signed/index.ts';
import { packageIsTested } from './package-is-tested/index.ts';
import { packageMatchesItsSeal } from './package-matches-its-seal/index.ts';
import { peopleAreCurrent } from './people-are-current/index.ts';
import { planIsAgreed } from './plan-is-agreed/index.ts';
import { riskIsAccepted } from './risk-is-accepted/index.ts';
import { serviceLevelsHold } from './service-levels-hold/index.ts';
import { workItemsAreDone } from './work-items-are-done/index.ts';

/** Every gate there is, in the order people read them: one line each, one folder each. */
export const gates: readonly Gate[] = [
  changeIsApproved,
  changeWindowIsOpen,
  changeMatchesRelease,
  workItemsAreDone,
  packageIsInTheDml,
  packageMatchesItsSeal,
  noBlockingVulnerability,
  configurationItemsAreOperational,
  planIsAgreed,
  backoutPlanIsWritten,
  environmentCameBefore,
  dependenciesAreLive,
  noFreeze,
  noOpenMajorIncident,
  noBlockingProblem,
  riskIsAccepted,
  configurationItemsAreKnown,
  noConflictingChange,
  peopleAreCurrent,
  packageIsTested,
  packageIsSigned,
  artifactLicencesAreAllowed,
  knowledgeIsTransferred,
  serviceLevelsHold,
  cmdbMatchesLastRelease,
];
