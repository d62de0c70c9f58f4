import { isStepHidden } from '../domain/deployment-redaction.ts';
import type { PageRequest } from '../domain/ports/stores.ts';
import { restsOnHidden } from '../domain/redaction.ts';
import type { TimelineLine } from '../domain/timeline.ts';
import type { RequestContext } from './context.ts';
import type { CutPage } from './page.ts';
import { outlookOf } from './told.ts';
import { isVisible } from './visible.ts';

/**
 * A page of a release's story as whoever asks may be told it: lines about hidden records are not there, and what a
 * deployment's step said of one is kept back. Nobody then knows how many lines there are. Goes on until a line may be told,
 * so that no page is empty before the end.
 */
export async function linesTold(context: RequestContext, releaseKey: string, request: PageRequest): Promise<CutPage<TimelineLine>> {
  const page = await context.hub.timeline.page(releaseKey, request);
  if (context.hidden.length === 0) return page;
  const items = (await Promise.all(page.items.map((line) => lineTold(context, line)))).filter((line) => line !== null);
  const last = page.items.at(-1);
  if (items.length === 0 && page.hasNextPage && last !== undefined) return linesTold(context, releaseKey, { ...request, after: last.id });
  return { ...page, items, totalCount: null };
}

async function lineTold(context: RequestContext, line: TimelineLine): Promise<TimelineLine | null> {
  switch (line.kind) {
    case 'RECORD_LINKED':
    case 'RECORD_EXCLUDED': return await isVisible(context, line.told.identity ?? line.told.reference) && await isVisible(context, line.told.reference) ? line : null;
    case 'RECORD_MOVED': return await isVisible(context, line.told.identity) ? line : null;
    case 'DEPLOYMENT': {
      const { deploymentId, step } = line.told;
      const deployment = step === null ? null : await context.loaders.deployment.load(deploymentId);
      return step !== null && await isStepHidden(step, deployment ?? { changeIds: [], incidentId: null }, outlookOf(context)) ? { ...line, told: { ...line.told, summary: restsOnHidden } } : line;
    }
    default: return line;
  }
}
