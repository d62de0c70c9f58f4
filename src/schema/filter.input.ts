import { Field, InputType } from 'type-graphql';
import { ChangeState, DeploymentOrigin, DeploymentState, ReadinessOutcome, ReleaseState, WorkProgress } from './enums.ts';
import { DateTimeScalar } from './scalars.ts';

@InputType({ description: 'Which releases; every key given must fit.' })
export class ReleaseFilter {
  @Field(() => [ReleaseState], { nullable: true }) state?: (keyof typeof ReleaseState)[] | null;
  @Field(() => String, { nullable: true }) serviceKey?: string | null;
  @Field(() => String, { nullable: true }) train?: string | null;
  @Field(() => String, { nullable: true, description: 'Found in key, name or description, without case.' }) text?: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail of the owner.' }) ownedBy?: string | null;
  @Field(() => String, { nullable: true, description: 'With a plan, a deployment or a record of its own there. readiness, plannedFrom and plannedTo speak of this environment then, else of any.' }) environment?: string | null;
  @Field(() => [ReadinessOutcome], { nullable: true, description: 'What the newest judgement that was stored said; a release that nobody judged has none.' }) readiness?: (keyof typeof ReadinessOutcome)[] | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'The window of its newest plan, or of a change that belongs to it as last read, lasts beyond this moment.' }) plannedFrom?: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'The same window begins before this moment.' }) plannedTo?: Date | null;
}

@InputType({ description: 'Which changes; every key given must fit.' })
export class ChangeFilter {
  @Field(() => [ChangeState], { nullable: true }) state?: (keyof typeof ChangeState)[] | null;
  @Field(() => String, { nullable: true, description: 'Name of a configured connection.' }) connection?: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) updatedSince?: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) plannedFrom?: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) plannedTo?: Date | null;
  @Field(() => String, { nullable: true }) text?: string | null;
}

@InputType({ description: 'Which work items; every key given must fit.' })
export class WorkItemFilter {
  @Field(() => String, { nullable: true, description: 'Name of a configured connection.' }) connection?: string | null;
  @Field(() => String, { nullable: true, description: 'Key of a project.' }) project?: string | null;
  @Field(() => [String], { nullable: true, description: 'Story, Bug, Task, … in the tool’s own words.' }) kind?: string[] | null;
  @Field(() => [WorkProgress], { nullable: true }) progress?: (keyof typeof WorkProgress)[] | null;
  @Field(() => [String], { nullable: true, description: 'Any of these labels.' }) label?: string[] | null;
  @Field(() => DateTimeScalar, { nullable: true }) updatedSince?: Date | null;
  @Field(() => String, { nullable: true, description: 'Words, as the tool’s own search finds them.' }) text?: string | null;
}

@InputType({ description: 'Which deployments; every key given must fit.' })
export class DeploymentFilter {
  @Field(() => [DeploymentState], { nullable: true }) state?: (keyof typeof DeploymentState)[] | null;
  @Field(() => String, { nullable: true }) serviceKey?: string | null;
  @Field(() => String, { nullable: true }) environment?: string | null;
  @Field(() => DeploymentOrigin, { nullable: true }) origin?: keyof typeof DeploymentOrigin | null;
  @Field(() => DateTimeScalar, { nullable: true }) since?: Date | null;
  @Field(() => Boolean, { nullable: true }) needsAttention?: boolean | null;
}
