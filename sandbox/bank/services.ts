import type { StoryService } from './story.ts';

/** A service with what only the story's own tellers need: its versions, oldest first, and the ones now running. */
export interface ServiceHistory extends StoryService {
  readonly versions: readonly string[];
  readonly running: { readonly production: string; readonly staging: string };
}

type Criticality = StoryService['criticality'];
const most: Criticality = '1 - most critical';
const some: Criticality = '2 - somewhat critical';
const less: Criticality = '3 - less critical';

/** Twenty versions of each service; `runs` reads: so many patches of that minor, counted from .0. */
export const services: readonly ServiceHistory[] = [
  service('payments', 'Payments', most, 'priya.nair', 'PAY', '2.0×4 2.1×4 2.2×3 2.3×5 2.4×2 2.5×1 2.6×1', '2.3.4', '2.3.4'),
  service('ledger', 'Ledger', most, 'tomas.berg', 'LED', '1.6×4 1.7×5 1.8×5 1.9×3 1.10×2 1.11×1', '1.9.1', '1.9.2'),
  service('statements', 'Statements', some, 'henrik.dahl', 'STA', '4.6×5 4.7×6 4.8×5 5.0×2 5.1×2', '5.0.0', '5.0.1'),
  service('cards', 'Cards', most, 'lucia.moreno', 'CRD', '2.8×5 2.9×6 3.0×6 3.1×2 3.2×1', '3.0.5', '3.1.0'),
  service('onboarding', 'Customer Onboarding', some, 'amara.okafor', 'ONB', '0.7×6 0.8×6 0.9×4 1.0×4', '1.0.1', '1.0.2'),
  service('lending', 'Lending', some, 'henrik.dahl', 'LEN', '6.1×5 6.2×5 6.3×5 6.4×5', '6.4.0', '6.4.1'),
  service('fraud', 'Fraud Detection', most, 'amara.okafor', 'FRD', '3.2×4 3.3×6 3.4×5 3.5×5', '3.5.1', '3.5.2'),
  service('messaging', 'Customer Messaging', less, 'sofia.rossi', 'MSG', '1.1×5 1.2×5 1.3×5 1.4×5', '1.4.1', '1.4.1'),
  service('online-banking', 'Online Banking', most, 'lucia.moreno', 'WEB', '7.4×4 7.5×4 7.6×4 7.7×4 7.8×4', '7.8.0', '7.8.1'),
  service('platform', 'Integration Platform', most, 'tomas.berg', 'PLT', '2.1×6 2.2×6 2.3×4 2.4×4', '2.4.0', '2.4.1'),
];

export function serviceOf(key: string): ServiceHistory {
  const found = services.find((service) => service.key === key);
  if (!found) throw new Error(`The story knows no service ${key}; it knows ${services.map((service) => service.key).join(', ')}.`);
  return found;
}

function service(key: string, name: string, criticality: Criticality, ownerUserName: string, project: string, runs: string, production: string, staging: string): ServiceHistory {
  return {
    key, name, criticality, ownerUserName, project,
    repository: `northbank/${key}`,
    target: { production: `${key}-api-prod`, staging: `${key}-api-stag` },
    versions: runs.split(' ').flatMap(patches),
    running: { production, staging },
  };
}

function patches(run: string): string[] {
  const [minor = '', count = '1'] = run.split('×');
  return Array.from({ length: Number(count) }, (_, patch) => `${minor}.${patch}`);
}
