import './node-environment.ts';
import './memory.ts';
import { constants } from 'node:os';
import { ConfigurationError } from '../domain/error.ts';
import { offsetClock } from './clock.ts';
import { readConfiguration } from './config/read-file.ts';
import { connectionMistakes } from './connect.ts';
import { builtExplorer } from './explorer.ts';
import { startHub, storeLocation } from './hub.ts';
import { createLog } from './log.ts';
import { processMeters } from './metrics/index.ts';
import { gatesOf } from './gates-of-file.ts';
import { loadPlugIns } from './plug-ins.ts';
import { policyMistakes } from './policy-mistakes.ts';
import { readProcessSettings } from './process-settings.ts';
import { productionMistakes } from './production-mistakes.ts';
import { serve } from './serve.ts';
import { shutDown } from './shut-down.ts';

/** Exit code of a process that was told something wrong. */
const wrongConfiguration = 2;
/** A balancer in front of several nodes takes a few seconds to notice that one is not ready. */
const productionAnnounceMs = 5_000;
/** What the steps of deployments and the database may take beside open requests. */
const restWithinMs = 20_000;

const log = createLog(process.env['MUSTER_LOG'] ?? 'info');
// From the first moment on: a parent that is gone before the boot is over says so only once.
const stop = stopRequest();

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof ConfigurationError ? wrongConfiguration : 1);
}

async function run(): Promise<void> {
  const settings = readProcessSettings(process.env);
  const clock = offsetClock(settings.clockOffsetMs);
  const plugged = await loadPlugIns(settings.configurationFile);
  const configuration = readConfiguration(settings.configurationFile, process.env, (file) => [
    ...connectionMistakes(file, clock, log),
    ...policyMistakes(file, plugged),
    ...productionMistakes(settings, file),
  ]);
  const running = await startHub({ configuration, location: storeLocation(settings), clock, log, gates: gatesOf(configuration, plugged).gates });
  const door = await serve(running, { configuration, port: settings.port, host: settings.host, log, isProduction: settings.isProductionMode, processMeters: processMeters(), explorerFolder: builtExplorer }).catch(async (error: unknown) => {
    await running.close();
    throw error;
  });
  if (running.store.isEmbedded) log.warn('the embedded database serves one process and does not survive a power cut: use PostgreSQL (DATABASE_URL) for anything that matters');
  process.stdout.write(`${JSON.stringify({ ready: true, url: door.url })}\n`);

  await stop;
  const { announceFor, finishWithin } = configuration.draining;
  const announceMs = announceFor ?? (settings.isProductionMode ? productionAnnounceMs : 0);
  // Nothing that hangs keeps us: a lease that was not given back runs out.
  setTimeout(() => {
    log.error('did not end in time: ending at once');
    process.exit(1);
  }, announceMs + finishWithin + restWithinMs).unref();
  await shutDown({ door, running, announceMs, log });
  process.exit(0);
}

/** Resolves when a signal asks to stop, or the process that holds our channel is gone. The same signal again ends us at once: as process 1 of a container we would not die of it by ourselves. */
function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    process.once('disconnect', () => { resolve(); });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => { process.exit(128 + constants.signals[signal]); });
        resolve();
      });
    }
  });
}
