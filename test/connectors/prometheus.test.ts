import { prometheusCredentials, startPrometheus } from '../../sandbox/prometheus/index.ts';
import type { StandIn } from '../../sandbox/kernel/index.ts';
import { prometheus } from '../../src/connectors/prometheus/index.ts';
import { judging } from '../../src/domain/ports/ask.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import { oneStandIn, problemOf, setFaults, spoilingFaults } from './every-fault.ts';

const clock = { now: () => new Date() };
const subject = { service: 'payments', environment: 'production', release: 'payments-2.4.0', version: '2.4.0' };
const expression = 'errors{service="$service"}';

let tool: StandIn;
let connection: Connection;

oneStandIn(() => startPrometheus({ port: 0, now: clock.now }), (its) => {
  tool = its;
  connection = connect();
});

function connect(password: string = prometheusCredentials.password): Connection {
  return prometheus.connect({ name: 'prometheus', isProduction: true, url: tool.url, auth: { kind: 'basic', userName: prometheusCredentials.userName, password }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock });
}

async function measured(told: object): Promise<void> {
  await fetch(`${tool.url}/__sandbox/metrics`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(told) });
}

const errors = (service: string, value: string) => ({ name: 'errors', labels: { service }, value });
const measure = (from = connection, asked = expression) => from.metrics?.measure(asked, subject, judging) ?? Promise.reject(new Error('it measures nothing'));

describe('Prometheus against its stand-in', () => {
  it('measures what is deployed, and nothing else', async () => {
    await measured({ series: [errors('payments', '0.25'), errors('cards', '9')] });
    expect(await measure()).toEqual({ values: [0.25], isComplete: true });
  });

  it('tells nothing from zero, and a part from the whole', async () => {
    await measured({ series: [] });
    expect(await measure()).toEqual({ values: [], isComplete: true });
    await measured({ series: [errors('payments', '0')], warnings: ['a store is down'] });
    expect(await measure()).toEqual({ values: [0], isComplete: false });
  });

  it('is told what the server cannot read or reckon', async () => {
    await measured({ series: [errors('payments', '1'), errors('payments', '2')] });
    await expect(measure(connection, 'sum(')).rejects.toMatchObject({ problem: { message: expect.stringContaining('does not understand the expression') as string } });
    await expect(measure(connection, 'errors > 0')).rejects.toMatchObject({ problem: { message: expect.stringContaining('cannot reckon') as string } });
  });

  it('is UNAUTHORIZED with a bad password, and says its version to whoever sets it up', async () => {
    expect(await problemOf(measure(connect('wrong')))).toBe('UNAUTHORIZED');
    expect(await problemOf(connect('wrong').probe(judging))).toBe('UNAUTHORIZED');
    await expect(connection.probe(judging)).resolves.toBeUndefined();
    expect(await connection.checkup?.([]).signIn(judging)).toEqual({ account: null, version: '3.5.0' });
  });

  it.each(spoilingFaults)('%j on every call is %s', async (fault, code) => {
    await setFaults(tool, fault);
    expect(await Promise.all([problemOf(measure()), problemOf(connection.probe(judging))])).toEqual([code, code]);
  });

  it('never turns a garbled answer into a number', async () => {
    await measured({ series: [errors('payments', '0.25')] });
    await setFaults(tool, { kind: 'garble' });
    for (let round = 0; round < 3; round += 1) expect(await problemOf(measure())).toBe('UNEXPECTED_ANSWER');
  });
});
