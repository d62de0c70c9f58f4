import { fillWith, misattribution, newestOfProject, simulate, type Misattribution, type SimulatedIncident, type Simulation } from '../../src/reports/incident-causes/simulation.fixture.ts';
import { reportDesk } from '../../src/reports/index.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { reportReader } from '../../src/store/report.reader.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { query } from '../../src/store/sql.ts';

const [rounds, days] = [10, 60];
/** After every simulated incident. */
const clock = { now: () => new Date('2026-12-01T00:00:00Z') };

/**
 * The share of incidents whose answer is not the truth, by number of services: of incident-causes as it is asked for, over the
 * embedded database, and of the rule "newest successful deployment of the project before the incident" on the same incidents.
 */
export async function attribution(say: (text: string) => void) {
  const open = await openDatabase({ directory: null }, clock, { warn: () => undefined, error: () => undefined });
  const execute = (text: string, values: readonly unknown[] = []) => query(open.root.fork(), text, values);
  const answersOf = async (simulation: Simulation): Promise<ReadonlyMap<string, string | null>> => {
    for (const table of ['copy', 'deployment']) await execute(`delete from muster.${table}`);
    await fillWith(simulation, execute);
    const desk = reportDesk({ reader: reportReader(open.root, { isEmbedded: true }), catalogue: simulation.catalogue, clock, occurrences: () => [], connections: { all: [{ name: 'desk', isProduction: true } as Connection] } });
    const { rows } = await desk.ask('incident-causes', { since: '2026-08-01' }, []).page(100_000, null);
    return new Map(rows.map(({ incident, deployment_id: id }) => [String(incident), id as string | null]));
  };
  const attributionWrong: Record<string, number> = {};
  const attributionBaselineWrong: Record<string, number> = {};
  try {
    for (const k of [1, 2, 5, 20]) {
      const ours: Misattribution[] = [];
      const newest: Misattribution[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        const simulation = simulate(k, days, 100 * round + k);
        const said = await answersOf(simulation);
        if (said.size !== simulation.incidents.length) throw new Error(`the report tells of ${said.size} incidents and there are ${simulation.incidents.length}`);
        ours.push(misattribution(simulation, ({ id }: SimulatedIncident) => said.get(id) ?? null));
        newest.push(misattribution(simulation, (incident) => newestOfProject(simulation, incident)));
      }
      attributionWrong[k] = shareOf(ours);
      attributionBaselineWrong[k] = shareOf(newest);
      say(`  attribution, ${k} services: ${wordsOf(ours)}; the newest: ${wordsOf(newest)}`);
    }
  } finally {
    await open.close();
  }
  return { attributionWrong, attributionBaselineWrong };
}

const sum = (all: readonly Misattribution[], of: keyof Misattribution): number => all.reduce((total, one) => total + one[of], 0);
const shareOf = (all: readonly Misattribution[]): number => Number(((sum(all, 'another') + sum(all, 'none') + sum(all, 'invented')) / sum(all, 'incidents')).toFixed(3));
const wordsOf = (all: readonly Misattribution[]): string => `of ${sum(all, 'incidents')} wrong ${shareOf(all)} (another ${sum(all, 'another')}, none ${sum(all, 'none')}, invented ${sum(all, 'invented')})`;
