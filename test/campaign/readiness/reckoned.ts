import { huntContradictions } from '../../../src/readiness/gates/change-matches-release/contradiction.campaign.fixture.ts';
import { seekGreener } from '../../../src/readiness/never-greener.fixture.ts';
import { huntSchedules } from '../../../src/readiness/time/schedules.fixture.ts';
import { mutateReceipts } from '../../../src/receipt/mutations.fixture.ts';
import { played } from './played.ts';
import { shareOf } from './share.ts';

/** What is reckoned and asks no tool, SHARE and SEED as in `../readiness.ts`, which starts it as a process of its own: hours of reckoning would keep the stand-ins from answering. */
const { part, seed } = shareOf(process.argv);

const laws = await played('laws', () => seekGreener({ cases: part(100_000), seed }), ({ wrong }) => wrong);
const hunt = await played('contradictions', () => huntContradictions({ seed, releases: part(100) }), ({ wrong }) => wrong);
const times = await played('schedules', () => huntSchedules({ count: part(10_000), seed }), ({ disagreements }) => disagreements);
const receipts = await played('receipts', () => mutateReceipts({ runs: part(2_000), seed }), ({ acceptedBy }) => acceptedBy);

const figures = {
  cases: laws.cases, lawsBroken: laws.wrong.length,
  contradictionsPlanted: hunt.planted, contradictionsMissed: hunt.contradictionsMissed, contradictionsInvented: hunt.contradictionsInvented,
  schedules: times.schedules, clockChanges: times.changes, scheduleDisagreements: times.disagreements.length,
  receiptsTried: receipts.tried, receiptsAccepted: receipts.accepted,
};
export type ReckonedFigures = typeof figures;
process.stdout.write(`${JSON.stringify(figures)}\n`);
