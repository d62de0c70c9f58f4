import type { DeployerRun, Deployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Deployer, ObservedRun } from '../domain/ports/deployer.ts';
import type { DeploymentPorts } from './ports.ts';
import { deployerOf, subjectOf } from './subject.ts';

/** What the deployer shows of a deployment whose trigger's answer was lost, at one more look. */
export interface Sight {
  readonly run: DeployerRun | null;
  /** The run carries our correlation key; otherwise a person named it. */
  readonly isOurs: boolean;
  /** One sentence for the journal. */
  readonly because: string;
}

/** How far before our trigger a tool's clock may say that our run began. */
const skewMs = 300_000;

/**
 * Looks for the run by its correlation key, then for the one at the address that a person gives. A deployer that cannot be
 * asked shows nothing. Throws UserMistake when that address is another deployment's run.
 */
export async function seenAtDeployer(deployment: Deployment, runUrl: string | null, ports: DeploymentPorts, ask: Ask): Promise<Sight> {
  try {
    const deployer = deployerOf((await subjectOf(deployment, ports)).service, deployment.environment, ports);
    const lookup = await deployer.find(deployment.correlation, deployment.triggeredAt ?? deployment.requestedAt, ask);
    if (lookup.outcome === 'FOUND') return { run: lookup.run, isOurs: true, because: `${deployer.name} has its run ${lookup.run.url ?? lookup.run.runId}.` };
    return await named(deployer, deployment, runUrl, ask) ?? { run: null, isOurs: false, because: `${deployer.name} shows no run of it.` };
  } catch (error) {
    if (error instanceof UserMistake) throw error;
    return { run: null, isOurs: false, because: `Its deployer could not be asked: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The run at the address, provided that the deployer's history tells of it and it can be followed. */
async function named(deployer: Deployer, { correlation, triggeredAt, requestedAt }: Deployment, runUrl: string | null, ask: Ask): Promise<Sight | null> {
  if (runUrl === null || deployer.history === undefined) return null;
  const since = instant(new Date(Date.parse(triggeredAt ?? requestedAt) - skewMs));
  const { records } = await deployer.history(since, ask);
  const told = records.find(({ run }) => run.url !== null && isSameAddress(run.url, runUrl));
  if (told === undefined) return null;
  checkOwner(told, correlation);
  const { run } = await deployer.observe(told.run.runId, ask);
  return { run, isOurs: false, because: `${deployer.name} has the run ${runUrl}, which is followed.` };
}

function checkOwner({ correlation }: ObservedRun, ours: string): void {
  if (correlation !== null && correlation !== ours) {
    throw new UserMistake('INVALID', `That run carries the correlation key ${correlation}: it is another deployment's. This one's is ${ours}.`, ['runUrl']);
  }
}

function isSameAddress(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href.replace(/\/$/, '') === new URL(other).href.replace(/\/$/, '');
}
