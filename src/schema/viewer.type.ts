import { Field, Int, ObjectType, createUnionType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import type { CircuitState as Circuit } from '../domain/ports/connection.ts';
import type { SyncState as State } from '../domain/ports/sync-store.ts';
import { Artifact } from './artifact.type.ts';
import { Change } from './change.type.ts';
import { ConfigurationItem, Service } from './configuration-item.type.ts';
import { CircuitState, SyncState } from './enums.ts';
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

@ObjectType({ description: 'How far the background sync of one kind of record in one connection is.' })
export class ConnectionSync {
  @Field(() => String) kind!: string;
  @Field(() => SyncState) state!: State;
  @Field(() => Int, { description: 'Records read in the pass under way or, when none is, in the last one.' }) done!: number;
  @Field(() => Int, { nullable: true, description: 'How many there are in all, where the tool says so; of what single records have beside them how many were due.' }) total!: number | null;
  @Field(() => DateTimeScalar, { nullable: true }) startedAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When a pass last came to its end.' }) finishedAt!: Instant | null;
  @Field(() => SourceProblem, { nullable: true }) problem!: SourceProblem | null;
}

@ObjectType({ description: 'How a connection fares, as this process of the hub knows it without asking the tool.' })
export class ConnectionHealth {
  @Field(() => CircuitState) circuit!: Circuit;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it may be asked again; null: now.' }) retryAt!: Instant | null;
  @Field(() => Int, { description: 'Questions that are with the tool now.' }) inFlight!: number;
  @Field(() => Int, { description: 'How many may be with it at once.' }) mostInFlight!: number;
  @Field(() => Int, { nullable: true, description: 'How many may begin in a minute; null: no limit is configured.' }) perMinute!: number | null;
  @Field(() => DateTimeScalar, { nullable: true }) lastSuccessAt!: Instant | null;
  @Field(() => SourceProblem, { nullable: true }) lastProblem!: SourceProblem | null;
}

@ObjectType({ description: 'Is this connection configured, reachable and allowed to read what it must?' })
export class ConnectionStatus {
  @Field(() => String) name!: string;
  @Field(() => String) system!: string;
  @Field(() => Boolean, { description: 'Test instances never take part in judging production.' }) isProduction!: boolean;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the kind that was last read the longest ago was read to its end.' }) lastSyncedAt!: Instant | null;
  @Field(() => [ConnectionSync], { description: 'One per kind that is synced in the background.' }) sync!: ConnectionSync[];
  @Field(() => ConnectionHealth, { nullable: true, description: 'Null while nothing is known.' }) health!: ConnectionHealth | null;
}

export const SearchResult = createUnionType({
  name: 'SearchResult',
  description: 'Whatever a search may find.',
  types: () => [Release, Change, WorkItem, Artifact, ConfigurationItem, Service, Incident, Problem] as const,
  resolveType: (value) => nodeTypeName(value as unknown as { id: string; kind?: string }),
});
