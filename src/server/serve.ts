import { createLoaders } from '../loaders/index.ts';
import type { Viewer } from '../domain/person.ts';
import type { RequestContext } from '../resolvers/context.ts';
import { SourceFailures } from '../resolvers/failures.ts';
import { signInByToken } from './authentication.ts';
import type { FileShape } from './config/shape.ts';
import type { RunningHub } from './hub.ts';
import { openDoor, type Door } from './http-server.ts';
import type { Log } from './log.ts';
import { buildHubSchema } from './schema.ts';

/** How old a copy a page accepts when it does not say. Judging never accepts any. */
const pageMaxAgeMs = 15_000;

/** Opens the door of a running hub. */
export async function serve({ hub, store }: RunningHub, { configuration, port, log }: { readonly configuration: FileShape; readonly port: number; readonly log: Log }): Promise<Door> {
  const contextOf = (viewer: Viewer, requestId: string): RequestContext => ({
    hub,
    viewer,
    requestId,
    failures: new SourceFailures(),
    loaders: createLoaders({ ...hub, judge: ({ release, environment, basis }) => hub.judge(release, environment, basis) }, { purpose: 'page', maxAgeMs: pageMaxAgeMs, beganAtMs: performance.now() }),
  });
  return openDoor({
    schema: await buildHubSchema(),
    port,
    signIn: signInByToken(configuration.access.sandboxTokens, hub.people),
    log,
    contextOf,
    isReady: () => store.ping(),
  });
}
