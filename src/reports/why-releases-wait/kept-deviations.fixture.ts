import type { Executes } from '../kept-reckoned.fixture.ts';

/** What is kept of judgements and is not what they say now, either way. */
export const wrong = `
  (select 'kept' as which, * from muster.deviation except all select 'kept', * from muster.deviation_reckoned)
  union all (select 'reckoned', * from muster.deviation_reckoned except all select 'reckoned', * from muster.deviation)`;

const gates = ['a-one', 'b-two', 'c-three'];

/** Every way in which judgements are written and go, each of few places, so that they meet. */
export function acts({ sql }: Executes, random: () => number): readonly (() => Promise<unknown>)[] {
  const of = <One>(...all: readonly One[]): One => all[Math.floor(random() * all.length)] as One;
  let count = 0;
  const readiness = (): string => {
    count += 1;
    const verdicts = gates.filter(() => random() < 0.7).map((gate) => ({ gate, outcome: of('PASS', 'PASS', 'FAIL', 'UNKNOWN', 'WAIVED'), isBlocking: random() < 0.8, evidence: [{ source: { connection: of('desk', 'jira') } }], responsible: [] }));
    return JSON.stringify({ outcome: of('READY', 'NOT_READY', 'NOT_READY'), judgedAt: new Date(Date.UTC(2026, 10, 1, 0, count)).toISOString(), verdicts });
  };
  const judged = (): Promise<unknown> => sql(`insert into muster.assessment (id, release_key, environment, readiness, assessed_by) values ($1, $2, $3, $4, '{}')`, [`judged:${random()}`, of('r-1', 'r-1', 'r-2'), of('production', 'production', 'staging'), readiness()]);
  return [
    judged, judged, judged, judged,
    // Given its number before others that are written down already.
    () => sql(`insert into muster.assessment (number, id, release_key, environment, readiness, assessed_by) overriding system value values ($1::int, concat('late:', $1::int), 'r-1', 'production', $2, '{}') on conflict do nothing`, [-1 - Math.floor(random() * 10_000), readiness()]),
    () => sql(`update muster.assessment set readiness = $1 where id = (select id from muster.assessment order by md5(id || $2) limit 1)`, [readiness(), `${random()}`]),
    () => sql('delete from muster.assessment where id = (select id from muster.assessment order by md5(id || $1) limit 1)', [`${random()}`]),
  ];
}
