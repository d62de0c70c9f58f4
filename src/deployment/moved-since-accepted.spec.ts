import type { Deployment, JournalEntry } from '../domain/deployment.ts';
import { movedSinceAccepted } from './moved-since-accepted.ts';
import { Scene, verdict } from './testing/scene.ts';

const gate = { ...verdict('work-items-are-done', 'PASS', 'Done.'), restsOn: ['jira:work-item:1 done'] };
const readiness = { ...new Scene().readinessNow(), verdicts: [gate] };
const told = (...data: readonly JournalEntry['data'][]): ReturnType<typeof movedSinceAccepted> => movedSinceAccepted({ id: 'deployment:1' } as Deployment, readiness, {
  journal: (id) => Promise.resolve(data.map((one, index) => ({ deploymentId: id, number: index + 1, at: '2026-11-23T05:00:00.000Z', kind: 'STATE', step: null, summary: 'x', data: one }))),
});

describe('what moved since a deployment was accepted', () => {
  it.each([
    ['a gate that now rests on other records', [{ gate: 'work-items-are-done', outcome: 'PASS', restsOn: ['jira:work-item:2 done'] }], 'work-items-are-done now rests on jira:work-item:1 done and no longer rests on jira:work-item:2 done'],
    ['a gate that has another outcome', [{ gate: 'work-items-are-done', outcome: 'UNKNOWN', restsOn: gate.restsOn }], 'work-items-are-done was UNKNOWN and is PASS'],
    ['nothing, where all rests on what it did', [{ gate: 'work-items-are-done', outcome: 'PASS', restsOn: gate.restsOn }], null],
  ])('is %s', async (_title, rests, moved) => {
    expect(await told({ rests }, { rests: [] })).toBe(moved);
  });

  it.each([['says nothing of that', [{}, { rests: [] }]], ['is gone', []]])('is not known where the first line of its journal %s', async (_title, lines) => {
    expect(await told(...lines)).toBeNull();
  });
});
