import { playWire } from '../wire/campaign.ts';

/**
 * `npm run campaign:readiness [-- CASES FLIPS SEED]`: everything that could fool a judgement, many times. Says on stderr
 * what is not as it should be, and the figures as one line of JSON on stdout; exit code 1 when one of them is wrong.
 */
const [cases = '10000', flips = '1000', seed = '20261129'] = process.argv.slice(2);
const beganAt = Date.now();
const say = (line: string): void => { process.stderr.write(`${line}\n`); };

const wire = await playWire({ cases: Number(cases), flips: Number(flips), seed: Number(seed), say });
const figures = { ...wire, seconds: Math.round((Date.now() - beganAt) / 1_000) };
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exitCode = wire.wrongReady + wire.staleFacts + wire.idleCases === 0 && wire.readyBeforeShare >= 0.9 ? 0 : 1;
