import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

/**
 * Loaded into the hub's process before it. SIGUSR2: it is `LATER_MS` later for whoever asks Date.now(), so that every copy is too
 * old while the process stays warm. SIGHUP: begins a CPU profile, and at the next one writes it to `PROFILE_TO`.
 */
const machine = Date.now.bind(Date);
const laterMs = Number(process.env['LATER_MS'] ?? 86_400_000);
let aheadMs = 0;
Date.now = () => machine() + aheadMs;
process.on('SIGUSR2', () => { aheadMs += laterMs; });

let session: Session | undefined;
process.on('SIGHUP', () => {
  if (session === undefined) {
    session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.start');
    return;
  }
  session.post('Profiler.stop', (error, { profile }) => {
    if (error === null) writeFileSync(process.env['PROFILE_TO'] ?? 'hub.cpuprofile', JSON.stringify(profile));
  });
});
