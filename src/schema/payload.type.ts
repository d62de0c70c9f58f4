import { Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { Change } from './change.type.ts';
import { Deployment } from './deployment.type.ts';
import { UserErrorCode } from './enums.ts';
import { Freeze } from './freeze.type.ts';
import { Assessment, Readiness } from './readiness.type.ts';
import { DeploymentPlan, Link, Release } from './release.type.ts';
import { ApiToken } from './token.type.ts';
import { ConnectionSync } from './viewer.type.ts';
import { Waiver } from './waiver.type.ts';

@ObjectType({ description: 'A mistake that a person can mend.' })
export class UserError {
  @Field(() => [String], { nullable: true, description: 'Where in the input.' }) path!: string[] | null;
  @Field(() => String) message!: string;
  @Field(() => UserErrorCode) code!: keyof typeof UserErrorCode;
}

/** What every mutation answers beside its subject. */
@ObjectType()
abstract class Payload {
  @Field(() => [UserError]) userErrors!: UserError[];
  @Field(() => String, { nullable: true }) clientMutationId!: string | null;
}

function payloadWith<const F extends string>(field: F, type: () => ClassType): ClassType<Payload & { [K in F]?: unknown }> {
  @ObjectType()
  class WithSubject extends Payload {}
  Field(type, { nullable: true })(WithSubject.prototype, field);
  return WithSubject;
}

const WithRelease = payloadWith('release', () => Release);
const WithLink = payloadWith('link', () => Link);
const WithPlan = payloadWith('plan', () => DeploymentPlan);
const WithFreeze = payloadWith('freeze', () => Freeze);
const WithWaiver = payloadWith('waiver', () => Waiver);
const WithDeployment = payloadWith('deployment', () => Deployment);

@ObjectType() export class CreateReleasePayload extends WithRelease {}
@ObjectType() export class UpdateReleasePayload extends WithRelease {}
@ObjectType() export class CancelReleasePayload extends WithRelease {}
@ObjectType() export class CloseReleasePayload extends WithRelease {}
@ObjectType() export class SealPackagePayload extends WithRelease {}
@ObjectType() export class LinkRecordPayload extends WithLink {}
@ObjectType() export class ExcludeRecordPayload extends WithLink {}
@ObjectType() export class PlanDeploymentPayload extends WithPlan {}
@ObjectType() export class AgreeToPlanPayload extends WithPlan {}
@ObjectType() export class DeclareFreezePayload extends WithFreeze {}
@ObjectType() export class LiftFreezePayload extends WithFreeze {}
@ObjectType() export class RequestWaiverPayload extends WithWaiver {}
@ObjectType() export class DecideWaiverPayload extends WithWaiver {}
@ObjectType() export class RevokeWaiverPayload extends WithWaiver {}
@ObjectType() export class SettleFollowUpPayload extends WithWaiver {}
@ObjectType() export class CancelDeploymentPayload extends WithDeployment {}
@ObjectType() export class BackOutDeploymentPayload extends WithDeployment {}
@ObjectType() export class SettleDeploymentPayload extends WithDeployment {}
@ObjectType() export class SettleStepPayload extends WithDeployment {}

@ObjectType()
export class OpenChangePayload extends WithLink {
  @Field(() => Change, { nullable: true, description: 'Also with userErrors that say what of it is not as it was asked for.' }) change?: unknown;
}

@ObjectType()
export class BreakGlassPayload extends Payload {
  @Field(() => [Waiver], { nullable: true, description: 'One per gate, each to be decided by the second person.' }) waivers?: unknown;
}

@ObjectType()
export class ValidateReadinessPayload extends Payload {
  @Field(() => Assessment, { nullable: true }) assessment?: unknown;
}

@ObjectType()
export class TriggerDeploymentPayload extends WithDeployment {
  @Field(() => Readiness, { nullable: true, description: 'The judgement it rests on, also when it was refused.' }) readiness?: unknown;
}

@ObjectType()
export class CreateApiTokenPayload extends Payload {
  @Field(() => ApiToken, { nullable: true }) apiToken?: unknown;
  @Field(() => String, { nullable: true, description: 'The token, shown this once: Muster keeps no more than its digest.' }) secret?: string | null;
}

@ObjectType()
export class RevokeApiTokenPayload extends Payload {
  @Field(() => ApiToken, { nullable: true }) apiToken?: unknown;
}

@ObjectType()
export class TryChannelPayload extends Payload {
  @Field(() => Boolean, { nullable: true, description: 'True when the channel took it; why not stands in userErrors.' }) isTaken?: boolean | null;
}

@ObjectType()
export class RequestSyncPayload extends Payload {
  @Field(() => [ConnectionSync], { nullable: true, description: 'Where the syncs that were asked for stand now.' }) sync?: unknown;
}

@ObjectType({ description: 'What a feed says otherwise than the last one.' })
export class PersonChange {
  @Field(() => String) email!: string;
  @Field(() => [String], { description: 'Each as "unit: before → now".' }) what!: readonly string[];
}

@ObjectType()
export class ImportPeoplePayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'How many people it names.' }) listed?: number;
  @Field(() => [String], { nullable: true, description: 'E-mails that the last feed did not name.' }) added?: readonly string[];
  @Field(() => [PersonChange], { nullable: true, description: 'Whom it tells otherwise than the last feed.' }) changed?: readonly PersonChange[];
  @Field(() => [String], { nullable: true, description: 'E-mails that this feed no longer names: nothing is known of them now.' }) unlisted?: readonly string[];
}
