import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { Actor } from './person.type.ts';
import { DateTimeScalar, JsonScalar } from './scalars.ts';

@ObjectType({ description: 'One act, or one refusal, in the order they happened. Each entry hangs on the one before it by its hash.' })
export class AuditEntry {
  @Field(() => Int, { description: 'From 1 on, without gaps.' }) number!: number;
  @Field(() => DateTimeScalar) at!: Instant;
  @Field(() => Actor, { nullable: true, description: 'Null: the hub itself.' }) actor!: unknown;
  @Field(() => String, { description: 'The mutation; answerProtection: what was answered at a deployer’s own door; sealJournal: how far the journal of a deployment has come.' }) act!: string;
  @Field(() => String, { description: 'What it was about.' }) subject!: string;
  @Field(() => String, { description: 'DONE or REFUSED.' }) outcome!: string;
  @Field(() => String, { nullable: true, description: 'Why it was refused.' }) because!: string | null;
  @Field(() => String, { description: 'SHA-256 over the entry and the hash of the one before it.' }) hash!: string;
  @Field(() => JsonScalar, { description: 'The entry as it is hashed, with both hashes: what muster audit export writes and muster audit verify reads.' }) record!: unknown;
}

@ObjectType({ description: 'The journal of one deployment, each line chained to the one before it by its hash.' })
export class DeploymentJournal {
  @Field(() => ID) deploymentId!: string;
  @Field(() => Int, { description: 'How many lines it has.' }) length!: number;
  @Field(() => String, { description: 'The hash of its last line.' }) head!: string;
  @Field(() => JsonScalar, { description: 'The whole journal, each line as it is hashed: what muster audit export writes and muster audit verify reads.' }) record!: unknown;
}
