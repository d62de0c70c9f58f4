import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { UserMistake } from '../domain/error.ts';
import type { Actor as DomainActor } from '../domain/person.ts';
import type { Policy as DomainPolicy } from '../domain/policy.ts';
import type { Assessment as DomainAssessment, Evidence as DomainEvidence, GateDescription, GateVerdict as DomainVerdict, JudgementBasis as Basis, JudgementPurpose as Purpose, Readiness as DomainReadiness, ReadinessReceipt as DomainReceipt } from '../domain/readiness.ts';
import { readReference } from '../domain/reference.ts';
import type { AnyRecord } from '../domain/record.ts';
import type { Release as DomainRelease } from '../domain/release.ts';
import type { Waiver as DomainWaiver } from '../domain/waiver.ts';
import { differenceBetween, writeFacts, type GateDifference as DomainGateDifference, type ReadinessDifference as DomainDifference, type Replay as DomainReplay } from '../readiness/index.ts';
import { JudgementBasis, JudgementPurpose } from '../schema/enums.ts';
import { SourceRecord, recordTypeName } from '../schema/node.type.ts';
import { Actor } from '../schema/person.type.ts';
import { Assessment, Evidence, Gate, GateDifference, GateVerdict, Policy, Readiness, ReadinessDifference, ReadinessReceipt, Replay } from '../schema/readiness.type.ts';
import { Environment, Release } from '../schema/release.type.ts';
import { JsonScalar } from '../schema/scalars.ts';
import { Waiver } from '../schema/waiver.type.ts';
import type { RequestContext } from './context.ts';
import { environmentOf, gateOf } from './environment.resolver.ts';
import { recordOf } from './reading.ts';
import { mustHoldNothingHidden, readinessTold, replayTold } from './told.ts';

@Resolver(() => Release)
export class ReadinessOfReleaseResolver {
  @FieldResolver(() => Readiness, { nullable: true, description: 'LIVE judges from facts fetched now, and is refused for more than 10 releases in one request; MIRROR from the copies at hand.' })
  readiness(@Root() release: DomainRelease, @Arg('environment', () => String) environment: string, @Arg('basis', () => JudgementBasis, { nullable: true, defaultValue: 'LIVE' }) basis: Basis, @Arg('purpose', () => JudgementPurpose, { nullable: true, defaultValue: 'RELEASE', description: 'BACK_OUT: could this release take the place of one that went wrong?' }) purpose: Purpose, @Ctx() { hub, loaders }: RequestContext): Promise<DomainReadiness> {
    if (hub.catalogue.environment(environment) === undefined) throw new UserMistake('NOT_FOUND', `There is no environment "${environment}": ask for one of ${hub.catalogue.environments.map(({ name }) => name).join(', ')}.`, ['environment']);
    return loaders.readiness.load({ release, environment, basis, purpose });
  }
}

@Resolver(() => Readiness)
export class ReadinessResolver {
  @FieldResolver(() => Release)
  release(@Root() readiness: DomainReadiness, @Ctx() { loaders }: RequestContext): Promise<DomainRelease | null> {
    return loaders.release.load(readiness.releaseKey);
  }

  @FieldResolver(() => Environment)
  environment(@Root() readiness: DomainReadiness, @Ctx() context: RequestContext): object {
    return environmentOf(context, readiness.environment);
  }

  @FieldResolver()
  purpose(@Root() { purpose }: DomainReadiness): Purpose {
    return purpose ?? 'RELEASE';
  }

  @FieldResolver(() => Policy)
  policy(@Root() readiness: DomainReadiness): DomainPolicy {
    return readiness.policy;
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What it was judged from, for muster policy test; null for a judgement that was stored.' })
  async facts(@Root() readiness: DomainReadiness, @Ctx() context: RequestContext): Promise<unknown> {
    const facts = context.hub.factsBehind(readiness);
    if (facts === null) return null;
    const written: unknown = JSON.parse(writeFacts(facts));
    await mustHoldNothingHidden(context, written);
    return written;
  }

  @FieldResolver(() => [GateVerdict])
  async verdicts(@Root() readiness: DomainReadiness, @Ctx() context: RequestContext): Promise<readonly DomainVerdict[]> {
    return (await readinessTold(context, readiness)).verdicts;
  }
}

@Resolver(() => GateVerdict)
export class GateVerdictResolver {
  @FieldResolver(() => Gate)
  gate(@Root() verdict: DomainVerdict, @Ctx() context: RequestContext): GateDescription {
    return gateOf(context, verdict.gate);
  }

  @FieldResolver(() => [Evidence])
  evidence(@Root() verdict: DomainVerdict): readonly DomainEvidence[] {
    return verdict.evidence;
  }

  @FieldResolver(() => Waiver, { nullable: true, description: 'What let it go, as it stands now; set with WAIVED alone.' })
  async waiver(@Root() verdict: DomainVerdict, @Ctx() { hub }: RequestContext): Promise<DomainWaiver | null> {
    // Verdicts that were stored before there were waivers have none.
    const { waiver = null } = verdict as Partial<DomainVerdict>;
    return waiver === null ? null : await hub.waivers.byId(waiver.id) ?? waiver;
  }
}

@Resolver(() => GateDifference)
export class GateDifferenceResolver {
  @FieldResolver(() => Gate)
  gate(@Root() difference: DomainGateDifference, @Ctx() context: RequestContext): GateDescription {
    return gateOf(context, difference.gate);
  }
}

@Resolver(() => Evidence)
export class EvidenceResolver {
  @FieldResolver(() => SourceRecord, { nullable: true })
  record(@Root() { recordId }: DomainEvidence, @Ctx() context: RequestContext): Promise<AnyRecord | null> | null {
    const kind = recordId === null ? undefined : readReference(recordId)?.kind;
    if (recordId === null || kind === undefined || recordTypeName({ kind }) === undefined) return null;
    return recordOf(context, kind, recordId);
  }
}

@Resolver(() => Assessment)
export class AssessmentResolver {
  @FieldResolver(() => Readiness)
  readiness(@Root() assessment: DomainAssessment): DomainReadiness {
    return assessment.readiness;
  }

  @FieldResolver(() => Actor)
  assessedBy(@Root() assessment: DomainAssessment): DomainActor {
    return assessment.assessedBy;
  }

  @FieldResolver(() => ReadinessReceipt, { nullable: true, description: 'Only while READY, and of a hub that has a key to sign with.' })
  receipt(@Root() assessment: DomainAssessment): DomainReceipt | null {
    return assessment.receipt;
  }

  @FieldResolver(() => Replay, { nullable: true, description: 'Null for a judgement from before facts were kept.' })
  async replay(@Root() { id, readiness }: DomainAssessment, @Ctx() context: RequestContext): Promise<DomainReplay | null> {
    const facts = await context.hub.assessments.facts(id);
    return facts === null ? null : replayTold(context, facts, context.hub.replay(facts, readiness));
  }

  @FieldResolver(() => ReadinessDifference, { nullable: true, description: 'What moved since another judgement of the same release and environment; null when there is no such judgement.' })
  async changedSince(@Root() { readiness }: DomainAssessment, @Arg('assessmentId', () => ID) assessmentId: string, @Ctx() context: RequestContext): Promise<DomainDifference | null> {
    const before = (await context.hub.assessments.byId(assessmentId))?.readiness;
    if (before === undefined) return null;
    if (before.releaseKey !== readiness.releaseKey || before.environment !== readiness.environment) throw new UserMistake('INVALID', `${assessmentId} is of ${before.releaseKey} for ${before.environment}, and this one of ${readiness.releaseKey} for ${readiness.environment}: compare two of one release and environment.`, ['assessmentId']);
    return differenceBetween(await readinessTold(context, before), await readinessTold(context, readiness));
  }

  @FieldResolver()
  packageDigest(@Root() assessment: DomainAssessment): string | null {
    return assessment.readiness.packageDigest;
  }

  @FieldResolver()
  planVersion(@Root() assessment: DomainAssessment): number | null {
    return assessment.readiness.planVersion;
  }
}
