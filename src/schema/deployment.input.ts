import { Field, ID, InputType } from 'type-graphql';
import { DeploymentStart } from './enums.ts';
import { DateTimeScalar, JsonScalar } from './scalars.ts';

@InputType()
export class ValidateReadinessInput {
  @Field(() => String) releaseKey!: string;
  @Field(() => String) environment!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@InputType()
export class TriggerDeploymentInput {
  @Field(() => String) releaseKey!: string;
  @Field(() => String) environment!: string;
  @Field(() => DeploymentStart, { nullable: true, defaultValue: 'NOW' }) start?: keyof typeof DeploymentStart | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Not before this instant.' }) startAt?: Date | null;
  @Field(() => JsonScalar, { nullable: true, description: 'The receipt’s envelope as validateReadiness returned it; left out, the server validates first.' }) receipt?: unknown;
  @Field(() => String, { description: 'The same key and input is the same deployment; the same key with another input is refused.' }) idempotencyKey!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@InputType()
export class CancelDeploymentInput {
  @Field(() => ID) deploymentId!: string;
  @Field(() => String) reason!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}
