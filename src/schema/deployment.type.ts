import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { DeploymentOrigin, DeploymentState, StepState } from './enums.ts';
import { Node, Source } from './node.type.ts';
import { DateTimeScalar, JsonScalar, Sha256Scalar, UrlScalar } from './scalars.ts';

@ObjectType({ description: 'What carries releases out, as configured for one service and environment.' })
export class Deployer {
  @Field(() => String) name!: string;
  @Field(() => String) system!: string;
  @Field(() => JsonScalar, { description: 'JSON Schema of a plan’s parameters.' }) parameters!: unknown;
}

@ObjectType({ description: 'The deployer’s own record of what it did.' })
export class DeployerRun {
  @Field(() => Source) source!: Source;
  @Field(() => String, { description: 'The deployer’s own word.' }) status!: string;
  @Field(() => UrlScalar, { nullable: true }) url!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) startedAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) finishedAt!: Instant | null;
}

@ObjectType({ description: 'One step of a deployment.' })
export class DeploymentStep {
  @Field(() => String) name!: string;
  @Field(() => StepState) state!: keyof typeof StepState;
  @Field(() => String, { nullable: true }) because!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) startedAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) finishedAt!: Instant | null;
  @Field(() => Int) attempts!: number;
}

@ObjectType({ description: 'A running service level of a service that a deployment reaches: how much of it went while the deployment was watched.' })
export class ServiceLevelUse {
  @Field(() => String, { description: 'The service’s name.' }) service!: string;
  @Field(() => String, { description: 'The service level’s name.' }) name!: string;
  @Field(() => Boolean, { nullable: true, description: 'When it went live; null: not said.' }) wasBreached!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'At the end of the watch; null: not said.' }) isBreached!: boolean | null;
  @Field(() => Float, { nullable: true, description: 'Percent that was left when it went live.' }) leftBefore!: number | null;
  @Field(() => Float, { nullable: true, description: 'Percent that was left at the end of the watch.' }) leftAfter!: number | null;
}

@ObjectType({ implements: Node, description: 'One act of moving a release to one environment. Triggered at most once, whatever crashes, repeats or races.' })
export class Deployment extends Node {
  @Field(() => DeploymentOrigin) origin!: keyof typeof DeploymentOrigin;
  @Field(() => String) serviceKey!: string;
  @Field(() => Sha256Scalar, { nullable: true }) packageDigest!: string | null;
  @Field(() => DeploymentState) state!: keyof typeof DeploymentState;
  @Field(() => String, { description: 'Why it stands where it stands, in one sentence.' }) because!: string;
  @Field(() => Boolean, { description: 'A person must act.' }) needsAttention!: boolean;
  @Field(() => DateTimeScalar) requestedAt!: Instant;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Not before this instant.' }) startAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) triggeredAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) liveAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) finishedAt!: Instant | null;
  @Field(() => DeployerRun, { nullable: true }) run!: DeployerRun | null;
  @Field(() => [DeploymentStep]) steps!: DeploymentStep[];
}
