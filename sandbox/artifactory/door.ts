import type { Request } from 'express';
import { artifactoryCredentials } from '../bank/credentials.ts';
import type { ArtifactoryData } from './data.ts';
import { Refusal } from './refusal.ts';

/** Who calls, and what they may see and do. */
export interface Caller {
  readonly userName: string;
  readonly isAdmin: boolean;
  readonly maySee: (repo: string) => boolean;
}

/** A valid token without a single permission: every search of it answers 200 and nothing. */
export const blindToken = 'sandbox-artifactory-blind';

const userNames: ReadonlyMap<string, string> = new Map([
  [artifactoryCredentials.accessToken, 'muster.integration'],
  [artifactoryCredentials.adminToken, 'admin'],
  [blindToken, 'nobody.yet'],
]);

/**
 * Reads the caller from `Authorization: Bearer`, Basic with the token as password, or the old X-JFrog-Art-Api header.
 * @throws Refusal 401 without a token, and with one nobody issued.
 */
export function callerOf(req: Request, data: ArtifactoryData): Caller {
  const token = tokenOf(req);
  if (token === undefined) throw new Refusal(401, 'Authentication is required');
  const userName = userNames.get(token);
  if (userName === undefined) throw new Refusal(401, 'Bad credentials');
  const isAdmin = token === artifactoryCredentials.adminToken;
  const isBlind = token === blindToken;
  return { userName, isAdmin, maySee: (repo) => isAdmin || (!isBlind && data.repositories[repo]?.isHidden !== true) };
}

function tokenOf(req: Request): string | undefined {
  const [scheme, value] = (req.get('authorization') ?? '').split(' ');
  if (value !== undefined && scheme?.toLowerCase() === 'bearer') return value;
  if (value !== undefined && scheme?.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':');
  return req.get('x-jfrog-art-api');
}
