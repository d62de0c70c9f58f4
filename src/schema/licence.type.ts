import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { SourceRecord } from './node.type.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType({ implements: SourceRecord, description: 'An account of a tool’s directory, as a record of its own.' })
export class AccountRecord extends SourceRecord {
  @Field(() => String) userName!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'A locked account is not active; null when the tool did not say.' }) isActive!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'A pipeline or interface, not a human being; null when nobody said.' }) isService!: boolean | null;
}

@ObjectType({ implements: SourceRecord, description: 'Rights to use a product, as bought.' })
export class Licence extends SourceRecord {
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => String, { nullable: true }) product!: string | null;
  @Field(() => Int, { nullable: true, description: 'How many may be used.' }) rights!: number | null;
  @Field(() => Float, { nullable: true, description: 'What one right costs a month, in currency.' }) monthlyCost!: number | null;
  @Field(() => String, { nullable: true, description: 'ISO 4217.' }) currency!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) startsAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) endsAt!: Instant | null;
}

@ObjectType({ implements: SourceRecord, description: 'One right of a licence, given to somebody.' })
export class Entitlement extends SourceRecord {
  @Field(() => DateTimeScalar, { nullable: true }) since!: Instant | null;
  @Field(() => Boolean, { nullable: true }) isActive!: boolean | null;
}
