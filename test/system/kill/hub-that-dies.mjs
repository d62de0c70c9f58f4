/**
 * The built hub, as `dist/src/server/main.js` starts it, save that it tells each point of a step on stdout and ends
 * itself with SIGKILL when it reaches the point named in MUSTER_KILL_AT. MUSTER_RUNNER may hold runner settings as JSON, MUSTER_TELLER those of telling.
 * Plain JavaScript over the build, because the hub's decorators keep its sources from being run by Node itself.
 */
import { writeSync } from 'node:fs';
import { offsetClock } from '../../../dist/src/server/clock.js';
import { readConfiguration } from '../../../dist/src/server/config/read-file.js';
import { startHub, storeLocation } from '../../../dist/src/server/hub.js';
import { createLog } from '../../../dist/src/server/log.js';
import { readProcessSettings } from '../../../dist/src/server/process-settings.js';
import { serve } from '../../../dist/src/server/serve.js';

const say = (line) => writeSync(1, `${JSON.stringify(line)}\n`);
const log = createLog(process.env.MUSTER_LOG);
const settings = readProcessSettings(process.env);
const configuration = readConfiguration(settings.configurationFile, process.env, () => []);

function onStep(point) {
  say({ point, at: Date.now() });
  if (point !== process.env.MUSTER_KILL_AT) return undefined;
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

const running = await startHub({
  configuration, location: storeLocation(settings), clock: offsetClock(settings.clockOffsetMs), log, onStep,
  runnerSettings: JSON.parse(process.env.MUSTER_RUNNER ?? '{}'), tellerSettings: JSON.parse(process.env.MUSTER_TELLER ?? '{}'),
});
const door = await serve(running, { configuration, port: settings.port, log });
say({ ready: true, url: door.url });

const end = () => void door.close().then(() => running.close()).then(() => process.exit(0));
process.once('SIGTERM', end).once('disconnect', end);
