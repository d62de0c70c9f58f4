import { Field, Int, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { JudgementBasis, JudgementPurpose, ReadinessOutcome, StakeholderRole, VerdictOutcome } from './enums.ts';
import { Node, Source } from './node.type.ts';
import { Person } from './person.type.ts';
import { DateTimeScalar, DurationScalar, JsonScalar, Sha256Scalar, UrlScalar } from './scalars.ts';

@ObjectType({ description: 'One question of a judgement. Its name is the sentence that must be true.' })
export class Gate {
  @Field(() => String) name!: string;
  @Field(() => String) sentence!: string;
  @Field(() => String, { description: 'Why anybody should care.' }) why!: string;
  @Field(() => [String], { description: 'The facts it needs.' }) needs!: string[];
  @Field(() => Boolean, { description: 'Written by this company, not by Muster.' }) isCustom!: boolean;
}

@ObjectType({ description: 'How one gate is applied.' })
export class PolicyGate {
  @Field(() => Gate) gate!: Gate;
  @Field(() => Boolean) isBlocking!: boolean;
  @Field(() => Boolean) isWaivable!: boolean;
  @Field(() => Boolean) isUnknownWaivable!: boolean;
  @Field(() => Boolean, { description: 'Only then may "there is none" be not applicable instead of a failure.' }) mayBeEmpty!: boolean;
  @Field(() => DurationScalar, { nullable: true }) maxFactAge!: string | null;
  @Field(() => JsonScalar) parameters!: unknown;
}

@ObjectType({ description: 'Who may let a gate of a policy go, and for how long.' })
export class WaiverRules {
  @Field(() => DurationScalar, { description: 'How long a waiver may last.' }) longest!: string;
  @Field(() => [StakeholderRole], { description: 'Whoever decides must hold one of these roles on the release; none: anybody who may decide waivers.' }) decidedBy!: (keyof typeof StakeholderRole)[];
  @Field(() => DurationScalar, { description: 'How long a broken glass may last.' }) longestBreakGlass!: string;
  @Field(() => DurationScalar, { description: 'How long after an emergency’s end somebody has looked into it.' }) followUpWithin!: string;
}

@ObjectType({ description: 'What must be true before a release may go to an environment: data, versioned.' })
export class Policy {
  @Field(() => String) name!: string;
  @Field(() => String) version!: string;
  @Field(() => DurationScalar) receiptValidity!: string;
  @Field(() => [StakeholderRole]) requiredAgreements!: (keyof typeof StakeholderRole)[];
  @Field(() => [PolicyGate]) gates!: PolicyGate[];
  @Field(() => [PolicyGate], { description: 'What a back-out must pass instead; a freeze is no reason against one unless it is listed here.' }) backOutGates!: PolicyGate[];
  @Field(() => WaiverRules, { description: 'Who may let a gate go, and for how long.' }) waiverRules!: WaiverRules;
  @Field(() => Sha256Scalar, { nullable: true, description: 'Of all that it says: the same version with another content is another policy. Null where it was remembered before there were digests.' }) digest!: string | null;
}

@ObjectType({ description: 'What a verdict rests on: one field of one record.' })
export class Evidence {
  @Field(() => Source) source!: Source;
  @Field(() => String, { nullable: true }) field!: string | null;
  @Field(() => String) label!: string;
  @Field(() => String, { nullable: true }) value!: string | null;
  @Field(() => UrlScalar, { nullable: true }) url!: string | null;
}

@ObjectType({ description: 'What one gate says of one release, and why.' })
export class GateVerdict {
  @Field(() => Gate) gate!: Gate;
  @Field(() => VerdictOutcome) outcome!: keyof typeof VerdictOutcome;
  @Field(() => Boolean) isBlocking!: boolean;
  @Field(() => String, { description: 'One sentence a release manager understands.' }) because!: string;
  @Field(() => String, { nullable: true }) expected!: string | null;
  @Field(() => String, { nullable: true }) actual!: string | null;
  @Field(() => String, { nullable: true, description: 'What to do about it, who, and where.' }) remedy!: string | null;
  @Field(() => UrlScalar, { nullable: true }) remedyUrl!: string | null;
  @Field(() => [Person], { nullable: true }) responsible!: Person[] | null;
}

@ObjectType({ description: 'May this release go to this environment? Judged at one moment.' })
export class Readiness {
  @Field(() => ReadinessOutcome) outcome!: keyof typeof ReadinessOutcome;
  @Field(() => JudgementBasis) basis!: keyof typeof JudgementBasis;
  @Field(() => JudgementPurpose) purpose!: keyof typeof JudgementPurpose;
  @Field(() => DateTimeScalar) judgedAt!: Instant;
  @Field(() => Sha256Scalar, { description: 'Digest of what the blocking verdicts rest on; unchanged facts have the same one.' }) factsDigest!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Set when only time stands in the way.' }) readyFromAt!: Instant | null;
}

@ObjectType({ description: 'The signed word that a judgement was READY; anybody can check it offline.' })
export class ReadinessReceipt {
  @Field(() => JsonScalar, { description: 'DSSE envelope around an in-toto statement (SLSA verification summary predicate).' }) envelope!: unknown;
  @Field(() => DateTimeScalar) expiresAt!: Instant;
}

@ObjectType({ description: 'The facts of a stored judgement, judged again by the gates of today.' })
export class Replay {
  @Field(() => Boolean, { description: 'Every verdict is what it was, to the byte.' }) isSame!: boolean;
  @Field(() => [String], { description: 'A sentence for each difference.' }) differences!: string[];
}

@ObjectType({ description: 'A gate that does not read as it did in another judgement.' })
export class GateDifference {
  @Field(() => Gate) gate!: Gate;
  @Field(() => VerdictOutcome, { nullable: true, description: 'Null where that judgement did not have the gate.' }) before!: keyof typeof VerdictOutcome | null;
  @Field(() => VerdictOutcome, { nullable: true, description: 'Null where this judgement does not have the gate.' }) after!: keyof typeof VerdictOutcome | null;
  @Field(() => String, { nullable: true }) becauseBefore!: string | null;
  @Field(() => String, { nullable: true }) becauseAfter!: string | null;
  @Field(() => [String], { description: 'What it now also rests on.' }) added!: string[];
  @Field(() => [String], { description: 'What it no longer rests on.' }) removed!: string[];
}

@ObjectType({ description: 'What moved between two judgements of one release for one environment.' })
export class ReadinessDifference {
  @Field(() => Boolean, { description: 'Nothing but the moment differs.' }) isSame!: boolean;
  @Field(() => ReadinessOutcome) outcomeBefore!: keyof typeof ReadinessOutcome;
  @Field(() => ReadinessOutcome) outcomeAfter!: keyof typeof ReadinessOutcome;
  @Field(() => [GateDifference]) gates!: GateDifference[];
  @Field(() => [String], { description: 'A sentence each for another package, plan or policy.' }) others!: string[];
}

@ObjectType({ implements: Node, description: 'A judgement that was stored.' })
export class Assessment extends Node {
  @Field(() => Sha256Scalar, { nullable: true }) packageDigest!: string | null;
  @Field(() => Int, { nullable: true }) planVersion!: number | null;
}
