import { Field, ID, InputType, Int } from 'type-graphql';
import { ChangeType, StakeholderRole } from './enums.ts';
import { DateTimeScalar, DurationScalar, JsonScalar, RecordReferenceScalar } from './scalars.ts';

/** What every mutation's input carries. */
@InputType()
export abstract class MutationInput {
  @Field(() => String, { nullable: true, description: 'Answered unchanged in the payload.' }) clientMutationId?: string | null;
}

@InputType({ description: 'A person and their role, by e-mail.' })
export class StakeholderInput {
  @Field(() => String) email!: string;
  @Field(() => StakeholderRole) role!: keyof typeof StakeholderRole;
}

@InputType({ description: 'A record that belongs to a release, in one environment or in all.' })
export class RecordLinkInput {
  @Field(() => RecordReferenceScalar) reference!: string;
  @Field(() => String, { nullable: true }) environment?: string | null;
}

@InputType()
export class CreateReleaseInput extends MutationInput {
  @Field(() => String, { description: 'Unique, e.g. payments-2.4.0.' }) key!: string;
  @Field(() => String, { nullable: true, description: 'Left out, the key.' }) name?: string | null;
  @Field(() => String) version!: string;
  @Field(() => String, { nullable: true }) description?: string | null;
  @Field(() => String, { description: 'A service that the configuration declares.' }) serviceKey!: string;
  @Field(() => String, { nullable: true }) train?: string | null;
  @Field(() => [String], { nullable: true, description: 'Keys of releases that must be live first.' }) dependsOn?: string[] | null;
  @Field(() => [RecordLinkInput], { nullable: true }) records?: RecordLinkInput[] | null;
  @Field(() => [StakeholderInput], { nullable: true }) stakeholders?: StakeholderInput[] | null;
}

@InputType()
export class UpdateReleaseInput extends MutationInput {
  @Field(() => String) key!: string;
  @Field(() => String, { nullable: true }) name?: string | null;
  @Field(() => String, { nullable: true }) description?: string | null;
  @Field(() => String, { nullable: true }) ownerEmail?: string | null;
  @Field(() => String, { nullable: true }) train?: string | null;
  @Field(() => [String], { nullable: true }) dependsOn?: string[] | null;
  @Field(() => [StakeholderInput], { nullable: true }) stakeholders?: StakeholderInput[] | null;
}

@InputType()
export class CancelReleaseInput extends MutationInput {
  @Field(() => String) key!: string;
  @Field(() => String) reason!: string;
}

@InputType()
export class CloseReleaseInput extends MutationInput {
  @Field(() => String) key!: string;
  @Field(() => String, { nullable: true }) notes?: string | null;
}

@InputType()
export class LinkRecordInput extends MutationInput {
  @Field(() => String) releaseKey!: string;
  @Field(() => RecordReferenceScalar) reference!: string;
  @Field(() => String, { nullable: true }) environment?: string | null;
}

@InputType()
export class ExcludeRecordInput extends MutationInput {
  @Field(() => String) releaseKey!: string;
  @Field(() => RecordReferenceScalar) reference!: string;
  @Field(() => String) reason!: string;
}

@InputType()
export class SealPackageInput extends MutationInput {
  @Field(() => String) releaseKey!: string;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Makes the next revision and voids what was bound to the last.' }) replace?: boolean | null;
}

@InputType()
export class OpenChangeInput extends MutationInput {
  @Field(() => String) releaseKey!: string;
  @Field(() => String) environment!: string;
  @Field(() => String, { description: 'The connection whose tool keeps the change.' }) connection!: string;
  @Field(() => ChangeType, { nullable: true, description: 'NORMAL or EMERGENCY; left out, NORMAL, or what the template or model says.' }) type?: keyof typeof ChangeType | null;
  @Field(() => String, { nullable: true, description: 'A standard-change template that the environment’s policy lists.' }) template?: string | null;
  @Field(() => String, { nullable: true, description: 'A change model, by name or id.' }) model?: string | null;
  @Field(() => String, { description: 'The same key and input is the same change; the same key with another input is refused.' }) idempotencyKey!: string;
}

@InputType()
export class PlanDeploymentInput extends MutationInput {
  @Field(() => String) releaseKey!: string;
  @Field(() => String) environment!: string;
  @Field(() => String, { description: 'A deployer that the configuration declares for this service and environment.' }) deployer!: string;
  @Field(() => DateTimeScalar, { nullable: true }) windowStartAt?: Date | null;
  @Field(() => DateTimeScalar, { nullable: true }) windowEndAt?: Date | null;
  @Field(() => String, { nullable: true }) backoutPlan?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether what fails after its trigger, or is ill, is backed out without anybody’s asking.' }) backsOutByItself?: boolean | null;
  @Field(() => DurationScalar, { nullable: true, description: 'How long it is expected to take, so that it can be seen whether it fits; left out, as the configuration says of its deployer.' }) expectedDuration?: string | null;
  @Field(() => JsonScalar, { nullable: true }) parameters?: unknown;
}

@InputType()
export class AgreeToPlanInput extends MutationInput {
  @Field(() => ID) planId!: string;
  @Field(() => Int, { description: 'The version that was read; a newer one refuses.' }) planVersion!: number;
}
