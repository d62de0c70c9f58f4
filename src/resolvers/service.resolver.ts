import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Service as DomainService, ServiceLevel as DomainLevel } from '../domain/configuration-item.ts';
import type { Deployment as DomainDeployment } from '../domain/deployment.ts';
import type { Incident as DomainIncident, Problem as DomainProblem } from '../domain/incident.ts';
import type { Person as DomainPerson } from '../domain/person.ts';
import { parseReference } from '../domain/reference.ts';
import { Service, ServiceLevel } from '../schema/configuration-item.type.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { ServiceConnection } from '../schema/connections.ts';
import { Deployment } from '../schema/deployment.type.ts';
import { Incident, Problem } from '../schema/incident.type.ts';
import { Person } from '../schema/person.type.ts';
import { RecordReferenceScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { findPage } from './find.ts';
import { personOf } from './person.ts';
import { recordOf, relationOf } from './reading.ts';

const Page20 = pageArguments(20);

@Resolver(() => Service)
export class ServiceResolver {
  @Query(() => Service, { nullable: true })
  service(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainService | null> {
    parseReference(reference);
    return recordOf(context, 'service', reference);
  }

  @Query(() => ServiceConnection, { nullable: true })
  services(@Arg('text', () => String, { nullable: true }) text: string | null, @Args(() => Page20) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainService>> {
    return findPage(context, 'services.list', (limit) => ({ text: text ?? null, limit }), page);
  }

  @FieldResolver(() => Person, { nullable: true })
  owner(@Root() service: DomainService, @Ctx() context: RequestContext): DomainPerson | null {
    return personOf(context, service.owner);
  }

  @FieldResolver(() => [ServiceLevel], { nullable: true })
  serviceLevels(@Root() service: DomainService, @Ctx() context: RequestContext): Promise<readonly DomainLevel[] | null> {
    return relationOf(context, 'service.serviceLevels', service.id);
  }

  @FieldResolver(() => [Incident], { nullable: true })
  openIncidents(@Root() service: DomainService, @Ctx() context: RequestContext): Promise<readonly DomainIncident[] | null> {
    return relationOf(context, 'service.openIncidents', service.id);
  }

  @FieldResolver(() => [Problem], { nullable: true })
  openProblems(@Root() service: DomainService, @Ctx() context: RequestContext): Promise<readonly DomainProblem[] | null> {
    return relationOf(context, 'service.openProblems', service.id);
  }

  @FieldResolver(() => [Service], { nullable: true, description: 'What of it is offered to whom, each with a level of its own.' })
  offerings(@Root() service: DomainService, @Ctx() context: RequestContext): Promise<readonly DomainService[] | null> {
    return relationOf(context, 'service.offerings', service.id);
  }

  @FieldResolver(() => Deployment, { nullable: true, description: 'The newest deployment that succeeded there.' })
  running(@Root() service: DomainService, @Arg('environment', () => String) environment: string, @Ctx() { hub }: RequestContext): Promise<DomainDeployment | null> | null {
    const declared = hub.catalogue.services.find(({ record }) => record === service.source.reference);
    return declared === undefined ? null : hub.deployments.running(declared.key, environment);
  }
}
