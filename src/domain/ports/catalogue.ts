import type { Environment, ServiceDeclaration } from '../environment.ts';
import type { Policy } from '../policy.ts';

/** What configuration declares: environments, services and policies. */
export interface Catalogue {
  readonly environments: readonly Environment[];
  readonly services: readonly ServiceDeclaration[];
  readonly policies: readonly Policy[];
  environment(name: string): Environment | undefined;
  service(key: string): ServiceDeclaration | undefined;
  policyOf(environment: Environment): Policy;
}
