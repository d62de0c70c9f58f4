import { Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import type { ReadableKind } from '../domain/record.ts';
import { isRecordKind } from '../domain/reference.ts';
import type { SourceProblemCode as ProblemCode } from '../domain/source.ts';
import { SourceProblemCode } from './enums.ts';
import { DateTimeScalar, RecordReferenceScalar, UrlScalar } from './scalars.ts';

const recordTypeNames: Readonly<Record<ReadableKind, string>> = {
  'change': 'Change',
  'work-item': 'WorkItem',
  'artifact': 'Artifact',
  'ci': 'ConfigurationItem',
  'service': 'Service',
  'incident': 'Incident',
  'problem': 'Problem',
  'build': 'Build',
  'bundle': 'ReleaseBundle',
  'version': 'PlannedVersion',
  'knowledge': 'KnowledgeArticle',
  'window': 'ChangeWindow',
  'account': 'AccountRecord',
  'licence': 'Licence',
  'entitlement': 'Entitlement',
};

const ownTypeNames: Readonly<Record<string, string>> = {
  release: 'Release', plan: 'DeploymentPlan', environment: 'Environment', assessment: 'Assessment', deployment: 'Deployment', person: 'Person', freeze: 'Freeze', waiver: 'Waiver',
};

/** The GraphQL type of a record of another tool, by its kind. */
export function recordTypeName(record: { readonly kind?: string }): string | undefined {
  return isRecordKind(record.kind) ? recordTypeNames[record.kind] : undefined;
}

/** The GraphQL type of anything with an id: of a tool's record by its kind, of Muster's own by the id's first word. */
export function nodeTypeName(node: { readonly id: string; readonly kind?: string }): string | undefined {
  return recordTypeName(node) ?? ownTypeNames[node.id.split(':')[0] ?? ''];
}

@InterfaceType({ description: 'Anything that can be asked for again by its id.', resolveType: (value: { id: string; kind?: string }) => nodeTypeName(value) })
export abstract class Node {
  @Field(() => ID, { description: 'Stable for ever; for a record of another tool its connection and immutable id there.' })
  id!: string;
}

@ObjectType({ description: 'Why no fresher copy could be had.' })
export class SourceProblem {
  @Field(() => SourceProblemCode) code!: ProblemCode;
  @Field(() => String, { description: 'Muster’s words, never the tool’s own text.' }) message!: string;
  @Field(() => DateTimeScalar) sinceAt!: Instant;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the tool asked to be left alone until.' }) retryAt!: Instant | null;
}

@ObjectType({ description: 'Where a copied record came from and how fresh the copy is.' })
export class Source {
  @Field(() => RecordReferenceScalar) reference!: string;
  @Field(() => String, { description: 'SERVICENOW, JIRA, ARTIFACTORY, GITHUB, …' }) system!: string;
  @Field(() => String, { description: 'Name of the configured connection.' }) connection!: string;
  @Field(() => String, { description: 'What people call the record there.' }) key!: string;
  @Field(() => UrlScalar, { nullable: true, description: 'Where a person can look at it.' }) url!: string | null;
  @Field(() => DateTimeScalar) fetchedAt!: Instant;
  @Field(() => Boolean, { description: 'True when a fresher copy was wanted and could not be had.' }) isStale!: boolean;
  @Field(() => SourceProblem, { nullable: true }) problem!: SourceProblem | null;
}

@InterfaceType({ implements: Node, description: 'A record that lives in another tool; Muster keeps a dated copy.', resolveType: (value: { kind?: string }) => recordTypeName(value) })
export abstract class SourceRecord extends Node {
  @Field(() => Source) source!: Source;
  @Field(() => String, { description: 'One line for a person: key and title.' }) label!: string;
}
