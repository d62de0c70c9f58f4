import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { backOutDeployment, cancelDeployment, settleDeployment, settleStep, triggerDeployment, type DeploymentAnswer, type DeploymentPorts } from '../deployment/index.ts';
import { instant } from '../domain/instant.ts';
import { BackOutDeploymentInput, CancelDeploymentInput, SettleDeploymentInput, SettleStepInput, TriggerDeploymentInput, ValidateReadinessInput } from '../schema/deployment.input.ts';
import { BackOutDeploymentPayload, CancelDeploymentPayload, SettleDeploymentPayload, SettleStepPayload, TriggerDeploymentPayload, ValidateReadinessPayload } from '../schema/payload.type.ts';
import { assess } from './assess.ts';
import { actingHub, viewerOf, type Hub, type RequestContext } from './context.ts';
import { payload, userErrors } from './payload.ts';

@Resolver()
export class DeploymentMutations {
  @Mutation(() => ValidateReadinessPayload, { nullable: true, description: 'Judges from facts fetched now, stores the assessment, and signs a receipt when READY.' })
  validateReadiness(@Arg('input', () => ValidateReadinessInput) input: ValidateReadinessInput, @Ctx() context: RequestContext): Promise<object> {
    return payload(context, input, async () => ({ assessment: await assess(input, context) }));
  }

  @Mutation(() => TriggerDeploymentPayload, { nullable: true, description: 'Judges again, then triggers the deployer at most once for this idempotency key, now or when its window opens.' })
  async triggerDeployment(@Arg('input', () => TriggerDeploymentInput) input: TriggerDeploymentInput, @Ctx() context: RequestContext): Promise<object> {
    const { releaseKey, environment, start, startAt, receipt, idempotencyKey, clientMutationId = null } = input;
    const { deployment, readiness, mistakes } = await triggerDeployment(portsOf(actingHub(context)), viewerOf(context), {
      releaseKey, environment, start: start ?? 'NOW', startAt: startAt ? instant(startAt) : null, receipt, idempotencyKey,
    });
    return { deployment, readiness, userErrors: await userErrors(context, input, mistakes), clientMutationId };
  }

  @Mutation(() => CancelDeploymentPayload, { nullable: true, description: 'Before its trigger it is called off at once; while it runs the deployer is asked to cancel the run.' })
  async cancelDeployment(@Arg('input', () => CancelDeploymentInput) input: CancelDeploymentInput, @Ctx() context: RequestContext): Promise<object> {
    return answered(context, input, await cancelDeployment(actingHub(context), viewerOf(context), input));
  }

  @Mutation(() => BackOutDeploymentPayload, { nullable: true, description: 'Deploys the package that ran before, judged by the policy’s list for back-outs, before all that waits. Answers the deployment that does it.' })
  async backOutDeployment(@Arg('input', () => BackOutDeploymentInput) input: BackOutDeploymentInput, @Ctx() context: RequestContext): Promise<object> {
    return answered(context, input, await backOutDeployment(portsOf(actingHub(context)), viewerOf(context), input));
  }

  @Mutation(() => SettleDeploymentPayload, { nullable: true, description: 'A person states what happened to a deployment that stayed UNCLEAR.' })
  async settleDeployment(@Arg('input', () => SettleDeploymentInput) input: SettleDeploymentInput, @Ctx() context: RequestContext): Promise<object> {
    const { deploymentId, happened, runUrl, reason } = input;
    return answered(context, input, await settleDeployment(portsOf(actingHub(context)), viewerOf(context), { deploymentId, happened, reason, runUrl: runUrl ? String(runUrl) : null }));
  }

  @Mutation(() => SettleStepPayload, { nullable: true, description: 'A person settles one step that could not be done.' })
  async settleStep(@Arg('input', () => SettleStepInput) input: SettleStepInput, @Ctx() context: RequestContext): Promise<object> {
    return answered(context, input, await settleStep(actingHub(context), viewerOf(context), input));
  }
}

async function answered(context: RequestContext, input: { readonly clientMutationId?: string | null }, { deployment, mistakes }: DeploymentAnswer): Promise<object> {
  return { deployment, userErrors: await userErrors(context, input, mistakes), clientMutationId: input.clientMutationId ?? null };
}

/** The hub's ports as the deployment room asks for them: what it writes of a judgement is read by everybody. */
function portsOf(hub: Hub): DeploymentPorts {
  return { ...hub, receiptKeys: hub.receiptKeys.verifying, judge: async (release, environment, { purpose }) => hub.toldToAnybody(await hub.judge(release, environment.name, 'LIVE', purpose)) };
}
