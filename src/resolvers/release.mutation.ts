import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { UserMistake } from '../domain/error.ts';
import { isRecordHidden } from '../domain/restriction.ts';
import { agreeToPlan, cancelRelease, closeRelease, createRelease, excludeRecord, linkRecord, openChange, planDeployment, sealPackage, updateRelease } from '../release/index.ts';
import { AgreeToPlanPayload, CancelReleasePayload, CloseReleasePayload, CreateReleasePayload, ExcludeRecordPayload, LinkRecordPayload, OpenChangePayload, PlanDeploymentPayload, SealPackagePayload, UpdateReleasePayload } from '../schema/payload.type.ts';
import { AgreeToPlanInput, CancelReleaseInput, CloseReleaseInput, CreateReleaseInput, ExcludeRecordInput, LinkRecordInput, OpenChangeInput, PlanDeploymentInput, SealPackageInput, UpdateReleaseInput } from '../schema/release.input.ts';
import { actingHub, viewerOf, type RequestContext } from './context.ts';
import { payload, userErrors } from './payload.ts';
import { mustBeVisible } from './visible.ts';

@Resolver()
export class ReleaseMutations {
  @Mutation(() => CreateReleasePayload, { nullable: true })
  createRelease(@Arg('input', () => CreateReleaseInput) input: CreateReleaseInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => {
      await Promise.all((input.records ?? []).map(({ reference }, index) => mustBeVisible(context, reference, ['records', String(index), 'reference'])));
      return { release: await createRelease(actingHub(context), viewerOf(context), input) };
    });
  }

  @Mutation(() => UpdateReleasePayload, { nullable: true })
  updateRelease(@Arg('input', () => UpdateReleaseInput) input: UpdateReleaseInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ release: await updateRelease(actingHub(context), viewerOf(context), input) }));
  }

  @Mutation(() => CancelReleasePayload, { nullable: true })
  cancelRelease(@Arg('input', () => CancelReleaseInput) input: CancelReleaseInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ release: await cancelRelease(actingHub(context), viewerOf(context), input) }));
  }

  @Mutation(() => CloseReleasePayload, { nullable: true })
  closeRelease(@Arg('input', () => CloseReleaseInput) input: CloseReleaseInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ release: await closeRelease(actingHub(context), viewerOf(context), input) }));
  }

  @Mutation(() => LinkRecordPayload, { nullable: true })
  linkRecord(@Arg('input', () => LinkRecordInput) input: LinkRecordInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => {
      await mustBeVisible(context, input.reference);
      return { link: await linkRecord(actingHub(context), viewerOf(context), input) };
    });
  }

  @Mutation(() => ExcludeRecordPayload, { nullable: true, description: 'Takes a record out of the judgement, with a reason; after sealing a second person must agree by asking the same. It stays visible.' })
  excludeRecord(@Arg('input', () => ExcludeRecordInput) input: ExcludeRecordInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => {
      await mustBeVisible(context, input.reference);
      return { link: await excludeRecord(actingHub(context), viewerOf(context), input) };
    });
  }

  @Mutation(() => SealPackagePayload, { nullable: true, description: 'Pins every digest as a revision; replace makes the next revision.' })
  sealPackage(@Arg('input', () => SealPackageInput) input: SealPackageInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ release: await sealPackage(actingHub(context), viewerOf(context), input) }));
  }

  @Mutation(() => OpenChangePayload, { nullable: true, description: 'Takes the change that carries the release’s correlation id, or opens one from the deployment plan, and links it for the environment. Asked twice, one change.' })
  async openChange(@Arg('input', () => OpenChangeInput) input: OpenChangeInput, @Ctx() context: RequestContext): Promise<object> {
    const { userErrors: mistakes, change, link, unfinished = [], clientMutationId } = await payload(context, input, () => openChange(actingHub(context), viewerOf(context), input));
    const isHidden = change !== undefined && isRecordHidden(context.hidden, change);
    const left = isHidden ? [new UserMistake('FORBIDDEN', 'The change stands and is linked; your roles may not see it.')] : unfinished;
    return { ...(!isHidden && { change, link }), userErrors: [...mistakes, ...await userErrors(context, input, left)], clientMutationId };
  }

  @Mutation(() => PlanDeploymentPayload, { nullable: true })
  planDeployment(@Arg('input', () => PlanDeploymentInput) input: PlanDeploymentInput, @Ctx() context: RequestContext): Promise<object> {
    const { releaseKey, environment, deployer, windowStartAt, windowEndAt, backoutPlan, backsOutByItself, expectedDuration, parameters } = input;
    return payload(context, input, async () => ({
      plan: await planDeployment(actingHub(context), viewerOf(context), { releaseKey, environment, deployer, windowStartAt: windowStartAt ?? null, windowEndAt: windowEndAt ?? null, backoutPlan: backoutPlan ?? null, backsOutByItself: backsOutByItself ?? false, expectedDuration: expectedDuration ?? null, parameters: parametersOf(parameters) }),
    }));
  }

  @Mutation(() => AgreeToPlanPayload, { nullable: true, description: 'As the stakeholder you are; never to your own proposal.' })
  agreeToPlan(@Arg('input', () => AgreeToPlanInput) input: AgreeToPlanInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ plan: await agreeToPlan(actingHub(context), viewerOf(context), input) }));
  }
}

/** Plan parameters are any JSON object; what each must be is the deployer's to say. */
function parametersOf(given: unknown): Readonly<Record<string, unknown>> | null {
  if (given == null) return null;
  if (typeof given !== 'object' || Array.isArray(given)) throw new UserMistake('INVALID', 'parameters must be a JSON object.', ['parameters']);
  return given as Readonly<Record<string, unknown>>;
}
