import type { NonEmptyArray } from 'type-graphql';
import { ArtifactResolver } from './artifact.resolver.ts';
import { ApprovalResolver, ChangeConflictResolver, ChangeResolver } from './change.resolver.ts';
import { ConfigurationItemResolver } from './configuration-item.resolver.ts';
import { DeploymentMutations } from './deployment.mutation.ts';
import { DeploymentResolver } from './deployment.resolver.ts';
import { EnvironmentResolver, PolicyGateResolver, PolicyResolver } from './environment.resolver.ts';
import { IncidentResolver } from './incident.resolver.ts';
import { LinkResolver } from './link.resolver.ts';
import { NodeResolver } from './node.resolver.ts';
import { PackagedArtifactResolver, PackageOfReleaseResolver, ReleasePackageResolver } from './package.resolver.ts';
import { AgreementResolver, PlanResolver } from './plan.resolver.ts';
import { AssessmentResolver, EvidenceResolver, GateVerdictResolver, ReadinessOfReleaseResolver, ReadinessResolver } from './readiness.resolver.ts';
import { ReleaseInEnvironmentResolver } from './release-in-environment.resolver.ts';
import { ReleaseRecordsResolver } from './release-records.resolver.ts';
import { ReleaseMutations } from './release.mutation.ts';
import { ReleaseResolver } from './release.resolver.ts';
import { SearchResolver } from './search.resolver.ts';
import { ServiceResolver } from './service.resolver.ts';
import { ViewerResolver } from './viewer.resolver.ts';
import { WorkItemResolver } from './work-item.resolver.ts';

/** Every resolver of the schema. */
export const resolvers: NonEmptyArray<NewableFunction> = [
  AgreementResolver, ApprovalResolver, ArtifactResolver, AssessmentResolver, ChangeConflictResolver, ChangeResolver,
  ConfigurationItemResolver, DeploymentMutations, DeploymentResolver, EnvironmentResolver, EvidenceResolver,
  GateVerdictResolver, IncidentResolver, LinkResolver, NodeResolver, PackagedArtifactResolver, PackageOfReleaseResolver,
  PlanResolver, PolicyGateResolver, PolicyResolver, ReadinessOfReleaseResolver, ReadinessResolver,
  ReleaseInEnvironmentResolver, ReleaseMutations, ReleasePackageResolver, ReleaseRecordsResolver, ReleaseResolver,
  SearchResolver, ServiceResolver, ViewerResolver, WorkItemResolver,
];
