import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tellStory } from '../bank/bank.ts';
import type { ToolName } from '../hub-config.ts';
import { places } from '../keepsakes.ts';
import { nameHooks } from './name-hooks.ts';
import { seedHub } from './seed-hub.ts';

/** Seeds the hub at MUSTER_URL (default http://127.0.0.1:4000/graphql) from a running sandbox's MUSTER_STATE_DIR (.muster). */
async function main(): Promise<void> {
  const stateDir = process.env['MUSTER_STATE_DIR'] ?? '.muster';
  const read = (file: string): string => readFileSync(path.join(stateDir, file), 'utf8').trim();
  const running = JSON.parse(read(places.running)) as { readonly firstStart: string; readonly tools: Record<ToolName, string> };
  const hubUrl = endpointOf(process.env['MUSTER_URL'] ?? 'http://127.0.0.1:4000/graphql');
  await nameHooks(hubUrl, running.tools);
  await seedHub({
    hubUrl,
    tokens: { releaseManager: read(places.tokens.releaseManager), changeAuthority: read(places.tokens.changeAuthority) },
    tools: running.tools,
    story: tellStory(new Date(running.firstStart)),
    tell: (sentence) => { process.stdout.write(`${sentence}\n`); },
  });
}

/** A bare address means the endpoint below it. */
function endpointOf(address: string): string {
  const url = new URL(address);
  if (url.pathname === '/') url.pathname = '/graphql';
  return url.href;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
