import { ours, place, runOf, standing, told } from './observed.fixture.ts';
import { whichIs } from './which.ts';

const at = (moment: string): { startedAt: string } => ({ startedAt: `2026-11-23T${moment}.000Z` });
const own = 'muster-1';
const run7 = told('7');
const hidden = told('history/7', { run: runOf('history/7', at('10:00:00')), hidesCorrelation: true });
const references = (...runs: readonly { readonly run: { readonly source: { readonly reference: string } } }[]): ReadonlySet<string> => new Set(runs.map(({ run }) => run.source.reference));

describe('which deployment a run is', () => {
  it.each([
    ['somebody else\'s while we know of nothing', run7, [], 'NEW'],
    ['ours by its correlation', told('7', { correlation: own }), [ours()], 'OURS'],
    ['ours by its correlation, wherever ours went', told('7', { correlation: own }), [ours({ serviceKey: 'ledger', environment: 'staging', state: 'SUCCEEDED' })], 'OURS'],
    ['ours by the run we recorded', run7, [ours({ run: runOf('7'), correlation: 'muster-2' })], 'OURS'],
    ['ours by the run we recorded, of another place too', run7, [ours({ run: runOf('7'), serviceKey: 'ledger' })], 'OURS'],
    ['somebody else\'s with another correlation, whatever of ours runs', told('7', { correlation: 'theirs' }), [ours()], 'NEW'],
    ['somebody else\'s who started ours again once it had ended', told('7', { correlation: own, run: runOf('7', at('11:00:00')) }), [ours({ state: 'SUCCEEDED', run: runOf('6') })], 'NEW'],
    ['ours still while ours has no end', told('7', { correlation: own, run: runOf('7', at('11:00:00')) }), [ours({ run: runOf('queue/6', { finishedAt: null }) })], 'OURS'],
    ['ours still where the tool does not tell when it began', told('7', { correlation: own, run: runOf('7', { startedAt: null }) }), [ours({ run: runOf('queue/6') })], 'OURS'],
    ['somebody else\'s who started ours again at the very moment of its end', told('7', { correlation: own, run: runOf('7', at('10:03:00')) }), [ours({ state: 'SUCCEEDED', run: runOf('6') })], 'NEW'],
    ['held back while ours was triggered and its run is not known', run7, [ours({ state: 'UNCLEAR' })], 'HELD'],
    ['held back while ours is being triggered', run7, [ours({ state: 'TRIGGERING' })], 'HELD'],
    ['not held back by ours before its trigger', run7, [ours({ state: 'REVALIDATING', triggeredAt: null })], 'NEW'],
    ['not held back by ours whose run is known', run7, [ours({ run: runOf('6') })], 'NEW'],
    ['not held back by ours that has ended', run7, [ours({ state: 'FAILED' })], 'NEW'],
    ['not held back by ours in another place', run7, [ours({ state: 'UNCLEAR', environment: 'staging' })], 'NEW'],
    ['not held back by ours of another service', run7, [ours({ state: 'UNCLEAR', serviceKey: 'ledger' })], 'NEW'],
    ['not held back by ours whose run has not told when it began, where the tool tells every correlation', run7, [ours({ run: runOf('6', { startedAt: null }) })], 'NEW'],
    ['the one that stands already', run7, [standing('7')], 'STANDING'],
    ['the one that stands already, although ours is unclear', run7, [standing('7'), ours({ state: 'UNCLEAR' })], 'STANDING'],
    ['another one than stands already', run7, [standing('6')], 'NEW'],
    ['ours, which the tool tells under another name by now', hidden, [ours({ state: 'SUCCEEDED', run: runOf(own, at('10:00:02')) })], 'OURS'],
    ['ours by its end, where the tool does not tell when it began', told('history/7', { run: runOf('history/7', at('10:03:00')), hidesCorrelation: true }), [ours({ state: 'SUCCEEDED', run: runOf(own, at('09:00:00')) })], 'OURS'],
    ['not ours when it began at another moment', hidden, [ours({ state: 'SUCCEEDED', run: runOf(own, at('10:00:03')) })], 'NEW'],
    ['one that stands under another name', hidden, [standing('theirs', { run: runOf('theirs', at('10:00:01')) })], 'STANDING'],
    ['held back while ours has not told when it began', hidden, [ours({ run: runOf(own, { startedAt: null, finishedAt: null }) })], 'HELD'],
    ['not held back by one of others that has not told when it began', hidden, [standing('theirs', { run: runOf('theirs', { startedAt: null, finishedAt: null }) })], 'NEW'],
    ['not held back by ours whose run began at another moment', hidden, [ours({ run: runOf(own, { ...at('09:00:00'), finishedAt: null }) })], 'NEW'],
    ['not ours that ended without a run', hidden, [ours({ state: 'FAILED' })], 'NEW'],
    ['not ours at the same moment at another connection', hidden, [ours({ state: 'SUCCEEDED', run: { ...runOf(own), source: { ...runOf(own).source, connection: 'gitlab' } } })], 'NEW'],
    ['no other at the same moment where the tool tells every correlation', run7, [ours({ state: 'SUCCEEDED', run: runOf('6') })], 'NEW'],
  ] as const)('%s', (_title, run, known, is) => {
    expect(whichIs(run, place, known, references(run)).is).toBe(is);
  });

  it('is not the one at the same moment that is told under its own name beside it', () => {
    const known = standing('history/6', { run: runOf('history/6', at('09:59:59')) });
    expect(whichIs(hidden, place, [known], references(hidden, told('history/6'))).is).toBe('NEW');
  });

  it('is known by connection, service, environment and the tool\'s own key', () => {
    expect(whichIs(run7, place, [], new Set())).toEqual({ is: 'NEW', identity: 'observed:github:payments:production:northbank/payments/7' });
    expect(whichIs(hidden, place, [standing('theirs')], references(hidden))).toMatchObject({ is: 'STANDING', identity: 'observed:github:payments:production:northbank/payments/theirs' });
  });
});
