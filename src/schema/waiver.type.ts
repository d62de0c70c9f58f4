import { Field, Int, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { Node } from './node.type.ts';
import { DateTimeScalar, DurationScalar, Sha256Scalar } from './scalars.ts';

@ObjectType({ description: 'Somebody looks into what was let go in an emergency, and says what came of it.' })
export class FollowUp {
  @Field(() => DateTimeScalar) dueAt!: Instant;
}

@ObjectType({ implements: Node, description: 'A named person lets one gate go, for one package revision in one environment, until a moment, with a reason.' })
export class Waiver extends Node {
  @Field(() => Sha256Scalar) packageDigest!: string;
  @Field(() => Int, { description: 'A package that is sealed anew is another revision, and voids it.' }) packageRevision!: number;
  @Field(() => String) reason!: string;
  @Field(() => DateTimeScalar) requestedAt!: Instant;
  @Field(() => DateTimeScalar) expiresAt!: Instant;
}

@ObjectType({ description: 'How many waivers are in force for one thing.' })
export class WaiverCount {
  @Field(() => String, { description: 'Of a gate its name, of a service its key.' }) name!: string;
  @Field(() => Int) count!: number;
}

@ObjectType({ description: 'What is let go at this moment, and what emergencies have left behind.' })
export class WaiverDebt {
  @Field(() => [Waiver], { description: 'In force; the oldest first.' }) active!: unknown[];
  @Field(() => [WaiverCount]) byGate!: WaiverCount[];
  @Field(() => [WaiverCount]) byService!: WaiverCount[];
  @Field(() => [Waiver], { description: 'Of broken glass that was confirmed and that nobody has looked into yet; what is due first, first.' }) openFollowUps!: unknown[];
  @Field(() => DurationScalar, { nullable: true, description: 'How long the oldest of them has been in force.' }) oldest!: string | null;
}
