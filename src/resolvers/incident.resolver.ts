import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Change as DomainChange } from '../domain/change.ts';
import type { ConfigurationItem as DomainItem, ServiceLevel as DomainLevel } from '../domain/configuration-item.ts';
import type { Deployment as DomainDeployment } from '../domain/deployment.ts';
import type { Cause } from '../domain/incident-cause.ts';
import type { Incident as DomainIncident, Problem as DomainProblem } from '../domain/incident.ts';
import { instant } from '../domain/instant.ts';
import { parseReference } from '../domain/reference.ts';
import { Change } from '../schema/change.type.ts';
import { ConfigurationItem, ServiceLevel } from '../schema/configuration-item.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { IncidentConnection, ProblemConnection } from '../schema/connections.ts';
import { Deployment } from '../schema/deployment.type.ts';
import { Incident, IncidentCause, Problem } from '../schema/incident.type.ts';
import { DateTimeScalar, RecordReferenceScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { readCause } from './incident-cause.ts';
import { findPage, onlyIn } from './find.ts';
import { pageOf, pageRequest } from './page.ts';
import { recordOf, relationOf } from './reading.ts';

const Page20 = pageArguments(20);

@Resolver(() => Incident)
export class IncidentResolver {
  @Query(() => Incident, { nullable: true })
  incident(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainIncident | null> {
    parseReference(reference);
    return recordOf(context, 'incident', reference);
  }

  @Query(() => IncidentConnection, { nullable: true })
  async incidents(
    @Arg('isOpen', () => Boolean, { nullable: true }) isOpen: boolean | null,
    @Arg('service', () => RecordReferenceScalar, { nullable: true }) service: string | null,
    @Arg('openedSince', () => DateTimeScalar, { nullable: true }) openedSince: Date | null,
    @Args(() => Page20) page: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<ConnectionPage<DomainIncident>> {
    const about = { isOpen: isOpen ?? null, serviceId: null, openedSince: openedSince ? instant(openedSince) : null };
    if (!service) return findPage(context, 'incidents.list', (limit) => ({ ...about, limit }), page);
    const record = await recordOf(context, 'service', service);
    if (record === null) return pageOf<DomainIncident, DomainIncident>([], pageRequest(page), ({ id }) => id, (incident) => incident);
    return findPage(context, 'incidents.list', (limit) => ({ ...about, serviceId: record.id, limit }), page, [record.source.connection]);
  }

  @FieldResolver(() => ConfigurationItem, { nullable: true })
  configurationItem(@Root() incident: DomainIncident, @Ctx() context: RequestContext): Promise<DomainItem | null> | null {
    return incident.configurationItemId === null ? null : recordOf(context, 'ci', incident.configurationItemId);
  }

  @FieldResolver(() => Problem, { nullable: true })
  problem(@Root() incident: DomainIncident, @Ctx() context: RequestContext): Promise<DomainProblem | null> | null {
    return incident.problemId === null ? null : recordOf(context, 'problem', incident.problemId);
  }

  @FieldResolver(() => Change, { nullable: true, description: 'The change that the tool says brought it about.' })
  causedBy(@Root() incident: DomainIncident, @Ctx() context: RequestContext): Promise<DomainChange | null> | null {
    // A copy of before Muster read it has no such field.
    const change = incident.causedByChangeId ?? null;
    return change === null ? null : recordOf(context, 'change', change);
  }

  @FieldResolver(() => IncidentCause, { nullable: true, description: 'The deployment that most likely caused it, and why we think so: the one it was opened for, else the last one under the change it names, else the last one in the 24 hours before that changed its item, the nearest item it depends on, or a service that suffers with it. Null when there is none.' })
  cause(@Root() incident: DomainIncident, @Ctx() context: RequestContext): Promise<Cause | null> {
    return readCause(incident, context);
  }

  @FieldResolver(() => [ServiceLevel], { nullable: true, description: 'What was promised for it, and how that stands.' })
  serviceLevels(@Root() incident: DomainIncident, @Ctx() context: RequestContext): Promise<readonly DomainLevel[] | null> {
    return relationOf(context, 'incident.serviceLevels', incident.id);
  }
}

@Resolver(() => IncidentCause)
export class IncidentCauseResolver {
  @FieldResolver(() => Deployment)
  deployment(@Root() { deploymentId }: Cause, @Ctx() { loaders }: RequestContext): Promise<DomainDeployment | null> {
    return loaders.deployment.load(deploymentId);
  }
}

@Resolver(() => Problem)
export class ProblemResolver {
  @Query(() => Problem, { nullable: true })
  problem(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainProblem | null> {
    parseReference(reference);
    return recordOf(context, 'problem', reference);
  }

  @Query(() => ProblemConnection, { nullable: true, description: 'As the tools list them now, newest first.' })
  problems(
    @Arg('text', () => String, { nullable: true }) text: string | null,
    @Arg('isOpen', () => Boolean, { nullable: true }) isOpen: boolean | null,
    @Arg('isKnownError', () => Boolean, { nullable: true }) isKnownError: boolean | null,
    @Arg('connection', () => String, { nullable: true }) connection: string | null,
    @Args(() => Page20) page: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<ConnectionPage<DomainProblem>> {
    return findPage(context, 'problems.list', (limit) => ({ text: text ?? null, isOpen: isOpen ?? null, isKnownError: isKnownError ?? null, limit }), page, onlyIn(connection));
  }
}
