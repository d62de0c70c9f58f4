import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { playWire } from '../wire/campaign.ts';
import { mutationScore } from './mutation-score.ts';
import { played } from './readiness/played.ts';
import type { ReckonedFigures } from './readiness/reckoned.ts';
import { shareOf } from './readiness/share.ts';
import { tryTricks } from './tricks.ts';

/**
 * `npm run campaign:readiness [-- SHARE SEED]`: everything that could fool a judgement, many times; SHARE is a part of the
 * whole, e.g. 0.01 for a look. Says on stderr what is not as it should be,
 * and the figures as one line of JSON on stdout; exit code 1 when one of them is wrong.
 */
const { part, seed } = shareOf(process.argv);
const beganAt = Date.now();
const say = (line: string): void => { process.stderr.write(`${line}\n`); };
/** One for each core that a small machine has; more wait for each other. */
const lanes = 2;

const reckoning = reckon();
const wire = await played('wire', () => playWire({ cases: part(10_000), flips: part(1_000), seed, lanes, say }), () => []);
const tricks = await played('identity tricks', tryTricks, ({ passed }) => passed);

const figures = {
  ...await reckoning, ...wire, identityTricks: tricks.tried, identityTricksPassed: tricks.passed.length,
  mutationScore: mutationScore(['src/readiness', 'src/domain'], say), seconds: Math.round((Date.now() - beganAt) / 1_000),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
const wrong = figures.lawsBroken + figures.wrongReady + figures.staleFacts + figures.idleCases + figures.contradictionsMissed + figures.contradictionsInvented + figures.scheduleDisagreements + figures.receiptsAccepted + figures.identityTricksPassed;
process.exitCode = wrong === 0 && figures.readyBeforeShare >= 0.9 ? 0 : 1;

async function reckon(): Promise<ReckonedFigures> {
  const child = promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'readiness/reckoned.ts'), ...process.argv.slice(2)]);
  child.child.stderr?.pipe(process.stderr);
  process.once('exit', () => child.child.kill());
  return JSON.parse((await child).stdout) as ReckonedFigures;
}
