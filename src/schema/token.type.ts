import { Field, ID, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { Actor } from './person.type.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType({ description: 'An access token that a pipeline signs in with. The token itself is shown once, when it is made.' })
export class ApiToken {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'What its acts are signed with.' }) name!: string;
  @Field(() => [String]) roles!: readonly string[];
  @Field(() => [String], { nullable: true, description: 'Keys of the services that it may act on; null: all.' }) services!: readonly string[] | null;
  @Field(() => [String], { nullable: true, description: 'Environments that it may act on; null: all.' }) environments!: readonly string[] | null;
  @Field(() => Actor, { nullable: true, description: 'Who gave it.' }) createdBy!: unknown;
  @Field(() => DateTimeScalar, { description: 'When it was given.' }) createdAt!: Instant;
  @Field(() => DateTimeScalar, { description: 'From then on it lets nobody in.' }) expiresAt!: Instant;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it stands.' }) revokedAt!: Instant | null;
}
