import { Field, ID, InputType } from 'type-graphql';
import { DeploymentStart, StepOutcome } from './enums.ts';
import { DateTimeScalar, JsonScalar, UrlScalar } from './scalars.ts';

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
  @Field(() => String, { description: 'The same key and input is the same deployment, until that has ended and for 30 days at the least; the same key with another input is refused.' }) idempotencyKey!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@InputType()
export class CancelDeploymentInput {
  @Field(() => ID) deploymentId!: string;
  @Field(() => String) reason!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@InputType()
export class BackOutDeploymentInput {
  @Field(() => ID) deploymentId!: string;
  @Field(() => String) reason!: string;
  @Field(() => String, { description: 'The same key and input is the same back-out, until that has ended and for 30 days at the least; the same key with another input is refused.' }) idempotencyKey!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@InputType()
export class SettleDeploymentInput {
  @Field(() => ID) deploymentId!: string;
  @Field(() => Boolean, { description: 'Did it go out? The deployer is asked once more first; what it shows counts more than this.' }) happened!: boolean;
  @Field(() => UrlScalar, { nullable: true, description: 'The run’s page at the deployer, if there is one: the run is then followed to its end.' }) runUrl?: URL | string | null;
  @Field(() => String, { description: 'What you saw, and where; kept in the journal with your name.' }) reason!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}

@InputType()
export class SettleStepInput {
  @Field(() => ID) deploymentId!: string;
  @Field(() => String, { description: 'The step’s name, as `Deployment.steps` tells it.' }) step!: string;
  @Field(() => StepOutcome) outcome!: keyof typeof StepOutcome;
  @Field(() => String, { description: 'What you did or saw, and where; kept in the journal with your name.' }) reason!: string;
  @Field(() => String, { nullable: true }) clientMutationId?: string | null;
}
