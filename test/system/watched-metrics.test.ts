import { parse, stringify } from 'yaml';
import { prometheusCredentials, startPrometheus } from '../../sandbox/prometheus/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { startWorld, type World } from './world.ts';

interface Deployment { readonly id: string; readonly state: string; readonly needsAttention: boolean; readonly incident: { readonly number: string } | null; readonly steps: readonly { readonly name: string; readonly because: string | null }[] }
const fields = 'id state needsAttention incident { number } steps { name because }';

/** A hub that watches production for a minute, and in it what a Prometheus measures of the service. */
describe('a deployment that is watched by what is measured', () => {
  let prometheus: StandIn;
  let world: World;
  // Its one release that is ready from the beginning can be deployed once.
  beforeEach(async () => {
    prometheus = await startPrometheus({ port: 0, now: () => new Date() });
    const metrics = [{ name: 'error rate', connection: 'prometheus', expression: 'errors{service="$service",version="$version"}', atMost: 0.05 }];
    world = await startWorld({
      afterwards: { bake: 'PT1M', watch: { metrics }, recurrence: { times: 100 } },
      configure(yaml) {
        const file = parse(yaml) as { readonly connections: object[] };
        file.connections.push({ name: 'prometheus', system: 'PROMETHEUS', url: prometheus.url, auth: { basic: prometheusCredentials } });
        return stringify(file, { lineWidth: 0 });
      },
    });
  });
  afterEach(async () => {
    await world.close();
    await prometheus.close();
  });

  async function measured(...values: readonly string[]): Promise<void> {
    const series = values.map((value) => ({ name: 'errors', labels: { service: 'ledger', version: '1.9.2' }, value }));
    await fetch(`${prometheus.url}/__sandbox/metrics`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ series: [...series, { name: 'errors', labels: { service: 'cards', version: '1.9.2' }, value: '1' }] }) });
  }

  async function live(idempotencyKey: string): Promise<string> {
    const input = { releaseKey: 'ledger-1.9.2', environment: 'production', idempotencyKey };
    const { triggerDeployment: { deployment, userErrors } } = await world.data<{ triggerDeployment: { readonly deployment: Deployment | null; readonly userErrors: readonly object[] } }>(`mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { ${fields} } userErrors { message } } }`, { input });
    expect(userErrors).toEqual([]);
    await until(deployment?.id ?? '', (one) => /watched until/.test(watchOf(one)));
    return deployment?.id ?? '';
  }

  const watchOf = ({ steps }: Deployment): string => steps.find(({ name }) => name === 'watch-health')?.because ?? '';

  /** Asks until it fits, half a minute at most; the last answer is for the test to judge. */
  async function until(id: string, fits: (deployment: Deployment) => boolean): Promise<Deployment> {
    for (let tries = 0; ; tries += 1) {
      const { deployment } = await world.data<{ deployment: Deployment }>(`query ($id: ID!) { deployment(id: $id) { ${fields} } }`, { id });
      if (fits(deployment) || tries > 300) return deployment;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('waits where nothing is measured, asks a person when its time is up, and succeeds once it is measured and well', async () => {
    await measured();
    const id = await live('nothing measured');
    expect(watchOf(await until(id, (one) => watchOf(one).includes('nothing is measured')))).toContain('not known yet: error rate: nothing is measured');
    world.moveClock(61_000);
    const asking = await until(id, ({ needsAttention }) => needsAttention);
    expect([asking.state, watchOf(asking)]).toEqual(['VERIFYING', expect.stringContaining('whether all went well is not known: error rate: nothing is measured')]);
    await measured('0.01');
    expect(await until(id, ({ state }) => state === 'SUCCEEDED')).toMatchObject({ state: 'SUCCEEDED', incident: null });
  });

  it('fails at once on a value beyond the bounds, with an incident', async () => {
    await measured('0.01');
    const id = await live('soon worse');
    await measured('0.01', '0.5');
    world.moveClock(10_000);
    const failed = await until(id, ({ state }) => state === 'FAILED');
    expect(failed).toMatchObject({ state: 'FAILED', incident: { number: expect.stringMatching(/^INC/) as string } });
    expect(watchOf(failed)).toContain('error rate is 0.5, more than 0.05');
  });
});
