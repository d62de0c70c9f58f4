import { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { GitHubClient } from './client.ts';
import { runPath } from './settings.ts';
import type { DeploySettings } from './settings.ts';
import { pendingSchema } from './wire.ts';
import type { Pending } from './wire.ts';

/**
 * Whom or what a waiting run waits for, in a sentence; null when GitHub does not tell. That it waits is known already:
 * a question that fails here costs the names and nothing else.
 */
export async function whatItWaitsFor(client: GitHubClient, settings: DeploySettings, runId: string, ask: Ask): Promise<string | null> {
  try {
    const { body } = await client.send({ method: 'GET', path: `${runPath(settings, runId)}/pending_deployments`, schema: pendingSchema, ask, doing: 'reading what a deploy run waits for' });
    const parts = body.flatMap(told);
    return parts.length === 0 ? null : `The run waits in GitHub: ${parts.join('; ')}.`;
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

function told({ environment, reviewers, wait_timer: minutes }: Pending): readonly string[] {
  const names = [...new Set((reviewers ?? []).flatMap(({ reviewer }) => nameOf(reviewer ?? {})))];
  const place = typeof environment.name === 'string' && /^[\p{L}\p{N} _./-]{1,100}$/u.test(environment.name) ? `its environment ${environment.name}` : 'its environment';
  const wants = [
    ...(names.length === 0 ? [] : [`the approval of ${names.slice(0, 6).join(' or ')}`]),
    ...(typeof minutes === 'number' && minutes > 0 ? [`${minutes} minutes to pass`] : []),
  ];
  return wants.length === 0 ? [] : [`${place} asks for ${wants.join(', and for ')}`];
}

function nameOf({ login, slug }: { readonly login?: string | null | undefined; readonly slug?: string | null | undefined }): readonly string[] {
  if (isName(login)) return [login];
  return isName(slug) ? [`team ${slug}`] : [];
}

function isName(text: string | null | undefined): text is string {
  return typeof text === 'string' && /^[\w.[\]-]{1,60}$/.test(text);
}
