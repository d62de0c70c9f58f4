import { jest } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { releaseKey } from '../../sandbox/bank/signing.ts';
import { describeGates } from '../../src/readiness/index.ts';
import { artifactoryRows, deploymentRows, jiraRows, musterRows, plan, toStaging } from './gates/other.rows.ts';
import { mutate, release, verdictOf, verdictWhen, type GateRow } from './gates/row.ts';
import { approveBuild, buildAndTest, driftRow, phaseRow, servicenowRows, unknownItemRow } from './gates/servicenow.rows.ts';
import { enterMaintenance, maintenance, timeRows } from './gates/time.rows.ts';
import { judged } from './judging.ts';
import { startWorld, type World } from './world.ts';

// A row may deploy twice, on a machine that may have much else to do.
jest.setTimeout(90_000);

/** In this order: what comes later leaves more behind. */
const rows: readonly GateRow[] = [...servicenowRows, ...jiraRows, ...musterRows, ...artifactoryRows, unknownItemRow, driftRow, ...deploymentRows];

/** What a gate must be told; the other gates do with what they take for granted. */
const parameters: Readonly<Record<string, object>> = {
  'change-is-approved': { phases: ['BUILD_AND_TEST', 'RELEASE'] },
  'no-open-major-incident': { goesByPriority: true }, 'no-freeze': { blackouts: ['Year end freeze'], mustFit: true }, 'change-window-is-open': { mustFit: true, maintenance: [{ name: maintenance, services: ['ledger'] }] }, 'package-is-tested': { suites: ['acceptance'] }, 'package-is-signed': { keys: [releaseKey.publicPem] },
  'artifact-licences-are-allowed': { denied: ['AGPL-3.0-only'] }, 'environment-came-before': { environments: ['staging'] },
};

interface Policies { readonly policies: { readonly name: string; gates: Record<string, object> }[]; readonly services: { readonly deployers: Record<string, object> }[]; readonly connections: { readonly name: string; options?: object }[] }

/** Production stops for every gate there is; staging tells two more, of what went out there. */
function withEveryGate(yaml: string): string {
  const file = parse(yaml) as Policies;
  for (const policy of file.policies) {
    const named = policy.name === 'production' ? describeGates().map(({ name }) => name) : ['dependencies-are-live', 'cmdb-matches-last-release'];
    for (const name of named) {
      const mayBeEmpty = policy.name === 'production' && ['dependencies-are-live', 'cmdb-matches-last-release'].includes(name);
      policy.gates[name] = { isBlocking: policy.name === 'production', ...(mayBeEmpty && { mayBeEmpty }), ...policy.gates[name], ...(parameters[name] && { parameters: parameters[name] }) };
    }
  }
  for (const { deployers } of file.services) Object.assign(deployers['production'] ?? {}, { expectedDuration: 'PT30M' });
  Object.assign(file.connections.find(({ name }) => name === 'servicenow') ?? {}, { options: { approvals: { buildAndTest: [buildAndTest] } } });
  return stringify(file, { lineWidth: 0 });
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ configure: withEveryGate });
  await enterMaintenance(world);
  await approveBuild(world);
  for (const key of [release, 'cards-3.1.0']) {
    await plan(world, key, 'staging');
    await toStaging(world, key);
  }
});
afterAll(async () => { await world.close(); });

describe('every gate', () => {
  it('has a row here', () => {
    expect(rows.map(({ gate }) => gate).toSorted()).toEqual(describeGates().map(({ name }) => name).toSorted());
  });

  it('is green for the release that is ready, but for those that have nothing to judge yet', async () => {
    const judgement = await judged(world, release);
    expect(judgement.verdicts.filter(({ outcome }) => outcome !== 'PASS').map(({ gate, outcome, because }) => `${gate.name} ${outcome}: ${because}`)).toEqual([
      expect.stringContaining('dependencies-are-live NOT_APPLICABLE'), expect.stringContaining('cmdb-matches-last-release NOT_APPLICABLE'),
    ]);
    expect(judgement.outcome).toBe('READY');
    await mutate(world, 'updateRelease', { key: release, dependsOn: ['cards-3.1.0'] });
  });

  it.each(rows)('$gate fails and passes by what people do where its fact is kept', failsAndPasses);

  it.each([phaseRow, ...timeRows])('$gate also fails by what a policy may add: $because', failsAndPasses);
});

async function failsAndPasses(row: GateRow): Promise<void> {
  expect(await verdictOf(world, row.gate, row.environment)).toMatchObject({ outcome: 'PASS', because: expect.stringMatching(/./) as string });
  try {
    await row.breaks(world);
    const red = await verdictWhen(world, row, ({ outcome }) => outcome === 'FAIL');
    expect(red).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(row.because) as string, remedy: expect.stringContaining(row.remedy) as string });
  } finally {
    await row.mends(world);
  }
  const green = await verdictWhen(world, row, ({ outcome }) => outcome === 'PASS');
  expect(green).toMatchObject({ outcome: 'PASS' });
}
