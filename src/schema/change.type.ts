import { Field, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { ApprovalPhase, ApprovalState, ChangeState, ChangeType, RiskLevel, TaskState } from './enums.ts';
import { SourceRecord } from './node.type.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType({ implements: SourceRecord, description: 'A request to alter an environment, kept in the change tool.' })
export class Change extends SourceRecord {
  @Field(() => String, { nullable: true }) number!: string | null;
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => String, { nullable: true }) description!: string | null;
  @Field(() => ChangeType) type!: keyof typeof ChangeType;
  @Field(() => ChangeState) state!: keyof typeof ChangeState;
  @Field(() => String, { nullable: true, description: 'The tool’s own word for the state; customers rename states.' }) stateLabel!: string | null;
  @Field(() => ApprovalState) approval!: keyof typeof ApprovalState;
  @Field(() => RiskLevel, { nullable: true }) risk!: keyof typeof RiskLevel | null;
  @Field(() => Boolean, { nullable: true }) isOnHold!: boolean | null;
  @Field(() => DateTimeScalar, { nullable: true }) plannedStartAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) plannedEndAt!: Instant | null;
  @Field(() => String, { nullable: true }) backoutPlan!: string | null;
  @Field(() => String, { nullable: true }) testPlan!: string | null;
  @Field(() => String, { nullable: true, description: 'What the change says it was opened for, e.g. the key of a release.' }) correlationId!: string | null;
  @Field(() => String, { nullable: true, description: 'The business service or primary item the change says it is about.' }) serviceName!: string | null;
  @Field(() => String, { nullable: true, description: 'The standard-change template it was made from; null for others.' }) template!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the tool last looked for conflicts; what it found may have changed since.' }) conflictsCheckedAt!: Instant | null;
}

@ObjectType({ description: 'One person’s or group’s decision on a change.' })
export class Approval {
  @Field(() => String, { nullable: true }) group!: string | null;
  @Field(() => ApprovalPhase, { nullable: true }) phase!: keyof typeof ApprovalPhase | null;
  @Field(() => ApprovalState) state!: keyof typeof ApprovalState;
  @Field(() => DateTimeScalar, { nullable: true }) decidedAt!: Instant | null;
  @Field(() => String, { nullable: true }) comment!: string | null;
}

@ObjectType({ description: 'Something the change tool says stands in a change’s way.' })
export class ChangeConflict {
  @Field(() => String) kind!: string;
  @Field(() => String, { nullable: true }) description!: string | null;
}

@ObjectType({ description: 'A step of a change that somebody has to do.' })
export class ChangeTask {
  @Field(() => String, { nullable: true }) number!: string | null;
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => TaskState) state!: keyof typeof TaskState;
  @Field(() => String, { nullable: true, description: 'The tool’s own word for the state.' }) stateLabel!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) plannedStartAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) plannedEndAt!: Instant | null;
}
