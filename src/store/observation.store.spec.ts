import type { Deployment } from '../domain/deployment.ts';
import type { ObservationTurn, ObservedPlace, Sighting } from '../domain/ports/observation-store.ts';
import type { NewJournalEntry } from '../domain/ports/deployment-store.ts';
import { eachDatabase, onPostgres } from './each-database.fixture.ts';
import type { Given } from './each-database.fixture.ts';

const entry: NewJournalEntry = { at: '2026-11-23T05:00:00.000Z', kind: 'STATE', step: null, summary: 'accepted', data: {} };
const at = (minute: number): string => `2026-11-23T05:${String(minute).padStart(2, '0')}:00.000Z`;

function placeOf(serviceKey: string): ObservedPlace {
  return { connection: 'github', serviceKey, environment: 'production' };
}

function sighting(key: string, more: Partial<Sighting> = {}): Sighting {
  const source = { reference: `github:build:${key}`, system: 'GITHUB', connection: 'github', key, url: null, fetchedAt: at(0), isStale: false, problem: null };
  return {
    identity: `observed:github:svc:production:${key}`, state: 'RUNNING', because: 'The run is under way.', releaseKey: null, packageDigest: null, startedBy: null, startedAt: at(1),
    finishedAt: null, correlation: null, holdsUntil: '2026-11-24T05:01:00.000Z', run: { source, runId: key, status: 'in_progress', url: 'http://github/runs/1', startedAt: at(1), finishedAt: null }, ...more,
  };
}

function ours(id: string, more: Partial<Deployment> = {}): Omit<Deployment, 'sequence' | 'fence'> {
  return {
    id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey: `r-${id}`, environment: 'production', serviceKey: `svc-${id}`, packageDigest: null, planId: null, state: 'WAITING',
    because: '', needsAttention: false, requestedBy: null, requestedAt: at(0), start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null,
    idempotencyKey: `observed:github:svc:production:${id}`, correlation: `c-${id}`, run: null, steps: [], changeIds: [], incidentId: null, backOutOfId: null, receipt: null, availability: null, ...more,
  };
}

async function turnAt(given: Given, place: ObservedPlace): Promise<ObservationTurn> {
  const turn = await given.store().observations.takeTurn(place, 'node-a', 10_000);
  if (turn === null) throw new Error('no turn');
  return turn;
}

async function keep(given: Given, place: ObservedPlace, ...sightings: readonly Sighting[]): Promise<number | null> {
  return given.store().observations.keep(place, await turnAt(given, place), { sightings, cursor: at(1) }, 0);
}

async function standing(given: Given, serviceKey: string): Promise<readonly Deployment[]> {
  return (await given.store().deployments.list({ serviceKey }, { first: 10, after: null })).items;
}

eachDatabase('What others deployed', (given) => {
  const store = () => given.store().observations;
  const place = placeOf('svc');

  test('stands once, as it was told, and is written again only when it has changed', async () => {
    expect(await keep(given, place, sighting('1'))).toBe(1);
    expect(await keep(given, place, sighting('1', { run: { ...sighting('1').run, source: { ...sighting('1').run.source, fetchedAt: at(9) } } }))).toBe(0);
    const [seen, ...others] = await standing(given, 'svc');
    expect(others).toEqual([]);
    expect(seen).toMatchObject({
      origin: 'OBSERVED', state: 'RUNNING', because: 'The run is under way.', releaseKey: null, environment: 'production', requestedAt: at(1), triggeredAt: at(1), liveAt: null, finishedAt: null,
      idempotencyKey: null, correlation: '', planId: null, needsAttention: false, steps: [], changeIds: [], fence: 0, run: sighting('1').run,
    });
    expect(await keep(given, place, sighting('1', { state: 'SUCCEEDED', because: 'done', finishedAt: at(4), releaseKey: 'svc-1' }))).toBe(1);
    const [ended] = await standing(given, 'svc');
    expect(ended).toMatchObject({ id: seen?.id, sequence: seen?.sequence, state: 'SUCCEEDED', liveAt: at(4), finishedAt: at(4), releaseKey: 'svc-1' });
    expect((await given.store().deployments.journal(seen?.id ?? '')).map(({ number, summary }) => [number, summary])).toEqual([[1, 'The run is under way.'], [2, 'done']]);
    expect((await given.store().deployments.running('svc', 'production'))?.id).toBe(seen?.id);
  });

  test('keeps the release it was found to be, and may be started again', async () => {
    expect(await keep(given, place, sighting('1', { state: 'RUNNING', because: 'again' }))).toBe(1);
    expect((await standing(given, 'svc'))[0]).toMatchObject({ state: 'RUNNING', releaseKey: 'svc-1', liveAt: null, finishedAt: null });
    await keep(given, place, sighting('1', { state: 'FAILED', because: 'failed', finishedAt: at(8) }));
    expect((await standing(given, 'svc'))[0]).toMatchObject({ state: 'FAILED', releaseKey: 'svc-1', finishedAt: at(8), liveAt: null });
  });

  test('is carried on by no runner: neither claimed, nor due, nor queued', async () => {
    await keep(given, placeOf('idle'), sighting('idle'));
    const [seen] = await standing(given, 'idle');
    expect(await given.store().deployments.claim(seen?.id ?? '', 'node-a', 10)).toBeNull();
    given.clock.advance(3_600_000);
    expect(await given.store().deployments.due(1_000)).not.toContain(seen?.id);
    const handed: string[] = [];
    await given.store().queue.work('advance-deployment', (key) => { handed.push(key); return Promise.resolve(); });
    await given.store().deployments.accept(ours('queued', { state: 'ACCEPTED', idempotencyKey: 'queued' }), 'body', entry);
    while (handed.length === 0) await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(handed).toEqual(['deployment:queued']);
  });

  test('stands beside one of ours whose caller chose the same words as idempotency key', async () => {
    await given.store().deployments.accept(ours('clash', { state: 'SUCCEEDED' }), 'body', entry);
    expect(await keep(given, placeOf('clash'), sighting('clash'))).toBe(1);
    expect(await given.store().deployments.byIdempotencyKey('observed:github:svc:production:clash')).toMatchObject({ deployment: { id: 'deployment:clash' } });
  });

  test('holds its place for our turn until its end is told, or is waited for no longer', async () => {
    const lane = placeOf('lane');
    const { deployments } = given.store();
    const holdsUntil = new Date(given.clock.now().getTime() + 60_000).toISOString();
    await keep(given, lane, sighting('l1', { holdsUntil }));
    const [seen] = await standing(given, 'lane');
    await deployments.accept(ours('l2', { serviceKey: 'lane' }), 'body', entry);
    expect((await deployments.takeTurn('deployment:l2', 0, entry)).blockedBy?.first.id).toBe(seen?.id);
    expect(await store().endOverdue('too long')).toEqual([]);
    given.clock.advance(60_000);
    expect((await deployments.takeTurn('deployment:l2', 0, entry)).deployment?.state).toBe('REVALIDATING');
    expect(await store().endOverdue('too long')).toEqual([seen?.id]);
    expect(await deployments.byId(seen?.id ?? '')).toMatchObject({ state: 'FAILED', because: 'too long', finishedAt: holdsUntil, liveAt: null });
    expect((await deployments.journal(seen?.id ?? '')).map(({ summary }) => summary)).toEqual(['The run is under way.', 'too long']);
    expect(await deployments.byId('deployment:l2')).toMatchObject({ state: 'REVALIDATING' });
    expect(await store().endOverdue('too long')).toEqual([]);
    // Told once more with an end of its own: that is what stands then.
    await keep(given, lane, sighting('l1', { holdsUntil, state: 'SUCCEEDED', because: 'late', finishedAt: at(50) }));
    expect(await deployments.byId(seen?.id ?? '')).toMatchObject({ state: 'SUCCEEDED', because: 'late' });
  });

  test('says how a release stands by when it began, not by when we read of it', async () => {
    const { deployments } = given.store();
    const stands = async (): Promise<readonly string[]> => (await deployments.decisive(['old-1'])).map(({ state }) => state);
    await deployments.accept(ours('d1', { releaseKey: 'old-1', state: 'SUCCEEDED', triggeredAt: at(30) }), 'body', entry);
    await keep(given, placeOf('old'), sighting('o1', { releaseKey: 'old-1', state: 'FAILED', startedAt: at(20) }));
    expect(await stands()).toEqual(['SUCCEEDED']);
    await keep(given, placeOf('old'), sighting('o2', { releaseKey: 'old-1', state: 'CANCELED', startedAt: at(40) }));
    expect(await stands()).toEqual(['CANCELED']);
    await deployments.accept(ours('d2', { releaseKey: 'old-1', state: 'REVALIDATING' }), 'body', entry);
    expect(await stands()).toEqual(['REVALIDATING']);
  });

  test('survives words that no database takes', async () => {
    const source = { ...sighting('odd').run.source, url: 'nul\u0000' };
    expect(await keep(given, placeOf('odd'), sighting('odd', { because: 'nul\u0000', correlation: '\ud800\u0000', run: { ...sighting('odd').run, source, status: '\u0000' } }))).toBe(1);
    expect((await standing(given, 'odd'))[0]).toMatchObject({ because: 'nul\uFFFD' });
  });

  test('is known beside ours: by correlation, by run, and by place', async () => {
    const run = sighting('k').run;
    await given.store().deployments.accept(ours('k1', { state: 'SUCCEEDED', correlation: 'c-known', idempotencyKey: 'k1' }), 'body', entry);
    await given.store().deployments.accept(ours('k2', { state: 'SUCCEEDED', run, idempotencyKey: 'k2' }), 'body', entry);
    await given.store().deployments.accept(ours('k3', { serviceKey: 'known', state: 'UNCLEAR', triggeredAt: at(0), idempotencyKey: 'k3' }), 'body', entry);
    await given.store().deployments.accept(ours('k4', { serviceKey: 'known', state: 'SUCCEEDED', triggeredAt: at(0), idempotencyKey: 'k4' }), 'body', entry);
    await keep(given, placeOf('known'), sighting('k5', { state: 'SUCCEEDED', startedAt: at(30) }), sighting('k6', { state: 'SUCCEEDED', startedAt: at(10) }));
    const known = await store().known(placeOf('known'), { correlations: ['c-known'], runs: [run.source.reference], since: at(20) });
    expect(known.map(({ deployment, observedAs }) => observedAs ?? deployment.id)).toEqual(['deployment:k1', 'deployment:k2', 'deployment:k3', 'observed:github:svc:production:k5']);
  });
});

eachDatabase('Turns at looking', (given) => {
  const store = () => given.store().observations;

  test('are due at first, then when their time has come, and are had by one at a time', async () => {
    const [one, other] = [placeOf('a'), placeOf('b')];
    expect(await store().due([])).toEqual([]);
    expect(await store().due([one, other])).toEqual([one, other]);
    const turn = await turnAt(given, one);
    expect(turn).toEqual({ fence: 1, cursor: null });
    expect(await store().takeTurn(one, 'node-b', 10_000)).toBeNull();
    expect(await store().due([one, other])).toEqual([other]);
    expect(await store().keep(one, turn, { sightings: [], cursor: at(3) }, 60_000)).toBe(0);
    expect(await store().takeTurn(one, 'node-b', 10_000)).toBeNull();
    expect(await store().due([one])).toEqual([]);
    given.clock.advance(60_000);
    expect(await store().due([one])).toEqual([one]);
    expect(await turnAt(given, one)).toEqual({ fence: 2, cursor: at(3) });
  });

  test('that are over write nothing, cursor as little as sightings', async () => {
    const place = placeOf('late');
    const late = await turnAt(given, place);
    given.clock.advance(10_000);
    const next = await store().takeTurn(place, 'node-b', 10_000);
    expect(await store().keep(place, late, { sightings: [sighting('late')], cursor: at(5) }, 0)).toBeNull();
    await store().giveUp(place, late, problem, () => 0);
    await store().giveBack(place, late);
    expect(await standing(given, 'late')).toEqual([]);
    expect(next).toEqual({ fence: 2, cursor: null });
    expect(await store().takeTurn(place, 'node-c', 10)).toBeNull();
  });

  const problem = { code: 'SERVER_ERROR', message: 'It failed.', sinceAt: at(0), retryAt: null } as const;

  test('that fail keep the cursor and wait longer each time, until one goes well', async () => {
    const place = placeOf('fails');
    await store().keep(place, await turnAt(given, place), { sightings: [], cursor: at(6) }, 0);
    const waits: number[] = [];
    const fail = async (): Promise<void> => store().giveUp(place, await turnAt(given, place), problem, (failures) => { waits.push(failures); return 0; });
    await fail();
    await fail();
    expect((await turnAt(given, place)).cursor).toBe(at(6));
    given.clock.advance(10_000);
    await store().keep(place, await turnAt(given, place), { sightings: [], cursor: at(7) }, 0);
    await fail();
    expect(waits).toEqual([1, 2, 1]);
  });

  test('given back may be taken at once', async () => {
    const place = placeOf('back');
    await store().giveBack(place, await turnAt(given, place));
    expect((await turnAt(given, place)).fence).toBe(2);
  });

  test('keep all or nothing', async () => {
    const place = placeOf('whole');
    const broken = sighting('w2', { startedAt: 'no moment' });
    await expect(store().keep(place, await turnAt(given, place), { sightings: [sighting('w1'), broken], cursor: at(8) }, 0)).rejects.toThrow();
    expect(await standing(given, 'whole')).toEqual([]);
    given.clock.advance(10_000);
    expect((await turnAt(given, place)).cursor).toBeNull();
  });
});

onPostgres('Nodes that look at once', (given) => {
  test('have one turn between them, and see a run once although acceptances come in between', async () => {
    const other = await given.anotherNode();
    const place = placeOf('race');
    const nodes = [given.store(), other];
    const turns = await Promise.all(Array.from({ length: 10 }, (_, nth) => (nodes[nth % 2] ?? other).observations.takeTurn(place, `node-${nth}`, 10_000)));
    const [turn, ...more] = turns.filter((one) => one !== null);
    expect(more).toEqual([]);
    // Two places that tell of one run, which configuration cannot rule out, and callers who deploy meanwhile.
    const second = { ...place, environment: 'staging' };
    const otherTurn = await other.observations.takeTurn(second, 'node-b', 10_000);
    if (turn === undefined || otherTurn === null) throw new Error('no turn');
    const same = Array.from({ length: 20 }, (_, nth) => sighting(`race-${nth}`));
    const accepts = Array.from({ length: 20 }, (_, nth) => (nodes[nth % 2] ?? other).deployments.accept(ours(`race-${nth}`, { idempotencyKey: null }), 'body', entry));
    await Promise.all([given.store().observations.keep(place, turn, { sightings: same, cursor: at(1) }, 0), other.observations.keep(second, otherTurn, { sightings: same, cursor: at(1) }, 0), ...accepts]);
    const rows = await given.sql(`select count(*)::int as rows, count(distinct observed_as)::int as runs, count(distinct sequence)::int as sequences from muster.deployment where origin = 'OBSERVED'`);
    expect(rows).toEqual([{ rows: 20, runs: 20, sequences: 20 }]);
  });
});
