import { Field, ObjectType, createUnionType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { Artifact } from './artifact.type.ts';
import { Change } from './change.type.ts';
import { ConfigurationItem, Service } from './configuration-item.type.ts';
import { Incident, Problem } from './incident.type.ts';
import { SourceProblem, nodeTypeName } from './node.type.ts';
import { Actor } from './person.type.ts';
import { Release } from './release.type.ts';
import { DateTimeScalar } from './scalars.ts';
import { WorkItem } from './work-item.type.ts';

@ObjectType({ description: 'Who is asking.' })
export class Viewer {
  @Field(() => Actor) actor!: Actor;
  @Field(() => [String]) roles!: string[];
}

@ObjectType({ description: 'Is this connection configured, reachable and allowed to read what it must?' })
export class ConnectionStatus {
  @Field(() => String) name!: string;
  @Field(() => String) system!: string;
  @Field(() => Boolean, { description: 'Test instances never take part in judging production.' }) isProduction!: boolean;
  @Field(() => Boolean) isReachable!: boolean;
  @Field(() => DateTimeScalar, { nullable: true }) checkedAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) lastSyncedAt!: Instant | null;
  @Field(() => SourceProblem, { nullable: true }) problem!: SourceProblem | null;
}

export const SearchResult = createUnionType({
  name: 'SearchResult',
  description: 'Whatever a search may find.',
  types: () => [Release, Change, WorkItem, Artifact, ConfigurationItem, Service, Incident, Problem] as const,
  resolveType: (value) => nodeTypeName(value as unknown as { id: string; kind?: string }),
});
