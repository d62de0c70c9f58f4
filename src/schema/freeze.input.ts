import { Field, ID, InputType } from 'type-graphql';
import { MutationInput } from './release.input.ts';
import { DateTimeScalar } from './scalars.ts';

@InputType({ description: 'Without an end it is "stop the line", until lifted.' })
export class DeclareFreezeInput extends MutationInput {
  @Field(() => String) name!: string;
  @Field(() => String) reason!: string;
  @Field(() => String, { description: 'IANA name; in its wall-clock time the freeze comes again.' }) timeZone!: string;
  @Field(() => DateTimeScalar) firstStartAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true }) firstEndAt?: Date | null;
  @Field(() => String, { nullable: true, description: 'RFC 5545, by day or more seldom, e.g. FREQ=WEEKLY;BYDAY=FR.' }) recurrence?: string | null;
  @Field(() => [String], { nullable: true, description: 'Left out: every environment.' }) environments?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Keys of services; left out: every service.' }) services?: string[] | null;
}

@InputType()
export class LiftFreezeInput extends MutationInput {
  @Field(() => ID) freezeId!: string;
  @Field(() => String) reason!: string;
}
