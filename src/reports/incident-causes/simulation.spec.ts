import { causeOf, type Suspect, type Tie } from '../../domain/incident-cause.ts';
import { eachReportDatabase, forgotten } from '../reports.fixture.ts';
import { fillWith, misattribution, newestOfProject, simulate, type SimulatedIncident, type Simulation } from './simulation.fixture.ts';

const days = 40;
/** Of all services there are in any of them. */
const { catalogue } = simulate(20, 1, 1);

eachReportDatabase('incident-causes of a simulated project', catalogue, (given) => {
  it.each([
    [1, [10, 0, 3, 0], [10, 1, 0, 3]],
    [2, [24, 2, 0, 2], [24, 7, 0, 9]],
    [5, [70, 8, 12, 7], [70, 25, 0, 25]],
    [20, [227, 40, 8, 61], [227, 108, 0, 85]],
  ] as const)('of %i services, beside the newest deployment of the project', async (k, ours, newest) => {
    await forgotten(given);
    const simulation = simulate(k, days, k);
    await fillWith(simulation, given.sql);
    const { rows } = await given.ask('incident-causes', { since: '2026-08-01' }).page(10_000, null);
    const said = new Map(rows.map(({ incident, deployment_id: id }) => [String(incident), id as string | null]));
    expect(said.size).toBe(simulation.incidents.length);
    // The domain's rule, asked in its own language, says the same of every one of them.
    for (const incident of simulation.incidents) expect([incident.id, said.get(incident.id)]).toEqual([incident.id, byTheDomain(simulation, incident)]);
    // Of all incidents: another deployment blamed, none blamed, one invented.
    const wrong = (answer: (incident: SimulatedIncident) => string | null): readonly number[] => {
      const { incidents, another, none, invented } = misattribution(simulation, answer);
      return [incidents, another, none, invented];
    };
    expect([wrong(({ id }) => said.get(id) ?? null), wrong((incident) => newestOfProject(simulation, incident))]).toEqual([ours, newest]);
  });
});

function byTheDomain({ deployments, reach }: Simulation, { id, at, item, namesChange }: SimulatedIncident): string | null {
  const suspects = (tie: (deployment: Simulation['deployments'][number]) => Tie | null): readonly Suspect[] => deployments.flatMap((one) => {
    const its = tie(one);
    return its === null ? [] : [{ deploymentId: one.id, label: one.id, beganAt: one.at, tie: its }];
  });
  const declared = suspects(({ incident }) => (incident === id ? { of: 'DECLARED' } : null));
  const named = suspects(({ change }) => (change === namesChange ? { of: 'CHANGE', change } : null));
  const touching = namesChange !== null || item === null ? [] : suspects(({ service }) => {
    const distance = reach.get(item)?.get(service);
    if (service === item) return { of: 'ITEM', item };
    return distance === undefined ? null : { of: 'PATH', item: service, distance };
  });
  return causeOf({ openedAt: at }, [...declared, ...named, ...touching])?.deploymentId ?? null;
}
