import type { Deployment } from '../domain/deployment.ts';
import { UserMistake } from '../domain/error.ts';

/** What somebody who acts on a deployment is answered: how it stands now, or what was wrong with the asking. */
export interface DeploymentAnswer {
  readonly deployment: Deployment | null;
  readonly mistakes: readonly UserMistake[];
}

export async function answering(act: () => Promise<Deployment>): Promise<DeploymentAnswer> {
  try {
    return { deployment: await act(), mistakes: [] };
  } catch (error) {
    if (error instanceof UserMistake) return { deployment: null, mistakes: [error] };
    throw error;
  }
}
