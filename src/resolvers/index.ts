import type { NonEmptyArray } from 'type-graphql';
import { ArtifactResolver, BuildResolver } from './artifact.resolver.ts';
import { AuditResolver } from './audit.resolver.ts';
import { ReleaseBundleResolver } from './bundle.resolver.ts';
import { ApprovalResolver, ChangeConflictResolver, ChangeResolver, ChangeTaskResolver } from './change.resolver.ts';
import { ChangeWindowResolver } from './change-window.resolver.ts';
import { ConfigurationItemResolver } from './configuration-item.resolver.ts';
import { ConnectionResolver } from './connection.resolver.ts';
import { DeploymentMutations } from './deployment.mutation.ts';
import { DeploymentResolver } from './deployment.resolver.ts';
import { EnvironmentResolver, PolicyGateResolver, PolicyResolver } from './environment.resolver.ts';
import { FreezeResolver } from './freeze.resolver.ts';
import { IncidentCauseResolver, IncidentResolver, ProblemResolver } from './incident.resolver.ts';
import { KnowledgeResolver } from './knowledge.resolver.ts';
import { AccountRecordResolver, AccountResolver, EntitlementResolver, LicenceResolver } from './licence.resolver.ts';
import { LinkResolver } from './link.resolver.ts';
import { NodeResolver } from './node.resolver.ts';
import { NoticeResolver } from './notice.resolver.ts';
import { OpenWindowResolver } from './open-window.resolver.ts';
import { PackagedArtifactResolver, PackageOfReleaseResolver, ReleasePackageResolver } from './package.resolver.ts';
import { AgreementResolver, PlanResolver } from './plan.resolver.ts';
import { RateLimitResolver } from './rate-limit.resolver.ts';
import { AssessmentResolver, EvidenceResolver, GateDifferenceResolver, GateVerdictResolver, ReadinessOfReleaseResolver, ReadinessResolver } from './readiness.resolver.ts';
import { ReleaseInEnvironmentResolver } from './release-in-environment.resolver.ts';
import { ReleaseRecordsResolver } from './release-records.resolver.ts';
import { ReleaseMutations } from './release.mutation.ts';
import { ReleaseResolver } from './release.resolver.ts';
import { ReportsResolver } from './reports.resolver.ts';
import { SearchResolver } from './search.resolver.ts';
import { ServiceResolver } from './service.resolver.ts';
import { TimelineEventResolver, TimelineOfReleaseResolver } from './timeline.resolver.ts';
import { PeopleFeedResolver } from './people-feed.resolver.ts';
import { TokenResolver } from './token.resolver.ts';
import { VersionResolver } from './version.resolver.ts';
import { ViewerResolver } from './viewer.resolver.ts';
import { FollowUpResolver, WaiverResolver } from './waiver.resolver.ts';
import { WaiverMutations } from './waiver.mutation.ts';
import { WatchingResolver } from './watching.resolver.ts';
import { WorkItemResolver } from './work-item.resolver.ts';

/** Every resolver of the schema. */
export const resolvers: NonEmptyArray<NewableFunction> = [
  AccountRecordResolver, AccountResolver, AgreementResolver, ApprovalResolver, ArtifactResolver, AssessmentResolver, AuditResolver,
  BuildResolver, ChangeConflictResolver, ChangeResolver, ChangeTaskResolver, ChangeWindowResolver,
  ConfigurationItemResolver, ConnectionResolver, DeploymentMutations, DeploymentResolver, EntitlementResolver, EnvironmentResolver,
  EvidenceResolver, FollowUpResolver, FreezeResolver, GateDifferenceResolver, GateVerdictResolver, IncidentCauseResolver, IncidentResolver, KnowledgeResolver, LicenceResolver, LinkResolver, NodeResolver, NoticeResolver, OpenWindowResolver,
  PackagedArtifactResolver, PackageOfReleaseResolver, PlanResolver, PolicyGateResolver, PolicyResolver, ProblemResolver, RateLimitResolver,
  ReadinessOfReleaseResolver, ReadinessResolver, ReleaseBundleResolver, ReleaseInEnvironmentResolver, ReleaseMutations,
  ReleasePackageResolver, ReleaseRecordsResolver, ReleaseResolver, ReportsResolver, SearchResolver, ServiceResolver, TimelineEventResolver, TimelineOfReleaseResolver, PeopleFeedResolver, TokenResolver, VersionResolver,
  ViewerResolver, WaiverMutations, WaiverResolver, WatchingResolver, WorkItemResolver,
];
