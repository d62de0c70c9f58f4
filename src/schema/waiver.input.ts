import { Field, ID, InputType } from 'type-graphql';
import { MutationInput } from './release.input.ts';
import { DateTimeScalar } from './scalars.ts';

@InputType()
export class RequestWaiverInput extends MutationInput {
  @Field(() => String) releaseKey!: string;
  @Field(() => String) environment!: string;
  @Field(() => String, { description: 'A gate that the environment’s policy lets be waived.' }) gate!: string;
  @Field(() => String) reason!: string;
  @Field(() => DateTimeScalar, { description: 'Thirty days from now at most.' }) expiresAt!: Date;
}

@InputType()
export class DecideWaiverInput extends MutationInput {
  @Field(() => ID) waiverId!: string;
  @Field(() => Boolean) approve!: boolean;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class RevokeWaiverInput extends MutationInput {
  @Field(() => ID) waiverId!: string;
  @Field(() => String) reason!: string;
}

@InputType()
export class BreakGlassInput extends MutationInput {
  @Field(() => String) releaseKey!: string;
  @Field(() => String) environment!: string;
  @Field(() => [String]) gates!: string[];
  @Field(() => String) reason!: string;
  @Field(() => DateTimeScalar, { description: 'Four hours from now at most.' }) expiresAt!: Date;
  @Field(() => String, { description: 'Who confirms it, with decideWaiver and under their own sign-in; nothing is let go before.' }) secondPersonEmail!: string;
}

@InputType()
export class SettleFollowUpInput extends MutationInput {
  @Field(() => ID) waiverId!: string;
  @Field(() => String, { description: 'What came of it.' }) note!: string;
}
