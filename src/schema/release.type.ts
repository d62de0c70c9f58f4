import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { LinkOrigin, LinkRelation, StakeholderRole } from './enums.ts';
import { Node } from './node.type.ts';
import { Person } from './person.type.ts';
import { DateTimeScalar, DurationScalar, RecordReferenceScalar, Sha256Scalar } from './scalars.ts';

@ObjectType({ implements: Node, description: 'One version of one service, planned to go out. A release train is several releases with one train name.' })
export class Release extends Node {
  @Field(() => String, { description: 'Chosen by people and unique, e.g. payments-2.4.0.' }) key!: string;
  @Field(() => String) name!: string;
  @Field(() => String) version!: string;
  @Field(() => String, { nullable: true }) description!: string | null;
  @Field(() => String, { description: 'The service’s key in Muster’s configuration; the CMDB’s record may be out of reach.' }) serviceKey!: string;
  @Field(() => String, { nullable: true }) train!: string | null;
  @Field(() => DateTimeScalar) createdAt!: Instant;
}

@ObjectType({ description: 'A person with a say in a release.' })
export class Stakeholder {
  @Field(() => Person) person!: Person;
  @Field(() => StakeholderRole) role!: keyof typeof StakeholderRole;
}

@ObjectType({ description: 'The exact set of artifacts of a release. Sealing pins every digest as one revision; a revision never changes.' })
export class ReleasePackage {
  @Field(() => Boolean) isSealed!: boolean;
  @Field(() => Int, { nullable: true }) revision!: number | null;
  @Field(() => DateTimeScalar, { nullable: true }) sealedAt!: Instant | null;
  @Field(() => Sha256Scalar, { nullable: true, description: 'One digest over all pinned digests.' }) digest!: string | null;
}

@ObjectType({ description: 'An artifact in its place in a package.' })
export class PackagedArtifact {
  @Field(() => RecordReferenceScalar) reference!: string;
  @Field(() => Sha256Scalar, { nullable: true, description: 'The digest pinned at sealing; null while not sealed.' }) pinnedSha256!: string | null;
}

@ObjectType({ description: 'An edge of the release graph. Discovery can make a release redder, never greener.' })
export class Link {
  @Field(() => RecordReferenceScalar) reference!: string;
  @Field(() => LinkRelation) relation!: keyof typeof LinkRelation;
  @Field(() => String, { nullable: true, description: 'Null: it counts in every environment.' }) environment!: string | null;
  @Field(() => LinkOrigin) origin!: keyof typeof LinkOrigin;
  @Field(() => String, { description: 'The rule that found it, or the person who declared it.' }) by!: string;
  @Field(() => DateTimeScalar) linkedAt!: Instant;
}

@ObjectType({ description: 'A release seen from one environment.' })
export class ReleaseInEnvironment {}

@ObjectType({ description: 'A half-open stretch of time.' })
export class TimeWindow {
  @Field(() => DateTimeScalar) startAt!: Instant;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Null: without an end.' }) endAt!: Instant | null;
}

@ObjectType({ implements: Node, description: 'How a release is to go to one environment. A version never changes; a new plan is the next version and starts with no agreement.' })
export class DeploymentPlan extends Node {
  @Field(() => Int) version!: number;
  @Field(() => TimeWindow, { nullable: true, description: 'Null: the change’s own window is the only one.' }) window!: TimeWindow | null;
  @Field(() => String) deployer!: string;
  @Field(() => String, { nullable: true }) backoutPlan!: string | null;
  @Field(() => DurationScalar, { nullable: true, description: 'How long it is expected to take; null where neither the plan nor the configuration of its deployer says so.' }) expectedDuration!: string | null;
}

@ObjectType({ description: 'A stakeholder’s word that this version of the plan may be carried out.' })
export class Agreement {
  @Field(() => StakeholderRole) role!: keyof typeof StakeholderRole;
  @Field(() => DateTimeScalar) agreedAt!: Instant;
  @Field(() => Int) planVersion!: number;
}

@ObjectType({ implements: Node, description: 'A place releases go to.' })
export class Environment extends Node {
  @Field(() => ID) override id!: string;
  @Field(() => String) name!: string;
  @Field(() => Boolean) isProduction!: boolean;
}
