import { huntContradictions } from '../../src/readiness/gates/change-matches-release/contradiction.campaign.fixture.ts';
import { seekGreener } from '../../src/readiness/never-greener.fixture.ts';
import { huntSchedules } from '../../src/readiness/time/schedules.fixture.ts';
import { mutateReceipts } from '../../src/receipt/mutations.fixture.ts';
import { playWire } from '../wire/campaign.ts';
import { tryTricks } from './tricks.ts';
import { mutationScore } from './mutation-score.ts';

/**
 * `npm run campaign:readiness [-- SHARE SEED]`: everything that could fool a judgement, many times; SHARE is a part of the
 * whole, e.g. 0.01 for a look. Says on stderr what is not as it should be,
 * and the figures as one line of JSON on stdout; exit code 1 when one of them is wrong.
 */
const [share, seed] = [Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 20_261_129)];
const beganAt = Date.now();
const say = (line: string): void => { process.stderr.write(`${line}\n`); };
const part = (whole: number): number => Math.max(1, Math.ceil(whole * share));

/** Does one part, and says how long it took and the first sentences of what was wrong. */
async function played<T>(name: string, play: () => T | Promise<T>, wrongIn: (done: T) => readonly string[]): Promise<T> {
  const startedAt = Date.now();
  const done = await play();
  const wrong = wrongIn(done);
  say(`${name}: ${wrong.length} wrong, ${Math.round((Date.now() - startedAt) / 1_000)} s`);
  for (const sentence of wrong.slice(0, 20)) say(`  ${sentence}`);
  return done;
}

const laws = await played('laws', () => seekGreener({ cases: part(100_000), seed }), ({ wrong }) => wrong);
const hunt = await played('contradictions', () => huntContradictions({ seed, releases: part(100) }), ({ wrong }) => wrong);
const times = await played('schedules', () => huntSchedules({ count: part(10_000), seed }), ({ disagreements }) => disagreements);
const receipts = await played('receipts', () => mutateReceipts({ runs: part(2_000), seed }), ({ acceptedBy }) => acceptedBy);
const tricks = await played('identity tricks', tryTricks, ({ passed }) => passed);
const wire = await played('wire', () => playWire({ cases: part(10_000), flips: part(1_000), seed, say }), () => []);

const figures = {
  cases: laws.cases, lawsBroken: laws.wrong.length,
  ...wire,
  contradictionsPlanted: hunt.planted, contradictionsMissed: hunt.contradictionsMissed, contradictionsInvented: hunt.contradictionsInvented,
  schedules: times.schedules, clockChanges: times.changes, scheduleDisagreements: times.disagreements.length,
  receiptsTried: receipts.tried, receiptsAccepted: receipts.accepted,
  identityTricks: tricks.tried, identityTricksPassed: tricks.passed.length,
  mutationScore: mutationScore(['src/readiness', 'src/domain'], say), seconds: Math.round((Date.now() - beganAt) / 1_000),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
const wrong = figures.lawsBroken + figures.wrongReady + figures.staleFacts + figures.idleCases + figures.contradictionsMissed + figures.contradictionsInvented + figures.scheduleDisagreements + figures.receiptsAccepted + figures.identityTricksPassed;
process.exitCode = wrong === 0 && figures.readyBeforeShare >= 0.9 ? 0 : 1;
