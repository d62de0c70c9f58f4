import type { Deployment } from '../domain/deployment.ts';
import type { Link } from '../domain/release.ts';
import { eachDatabase } from './each-database.fixture.ts';

const change = 'desk:change:7';

eachDatabase('Deployments that may have caused an incident', (given) => {
  const deployed = async (id: string, more: Partial<Deployment> = {}): Promise<void> => {
    await given.store().deployments.accept({
      id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey: null, environment: 'production', serviceKey: `service-${id}`, packageDigest: null, planId: null, state: 'WAITING', because: '', needsAttention: false, requestedBy: null,
      requestedAt: '2026-11-23T05:00:00.000Z', start: 'NOW', startAt: null, triggeredAt: '2026-11-23T06:00:00.000Z', liveAt: null, finishedAt: null, idempotencyKey: id, correlation: id, run: null, steps: [], changeIds: [],
      incidentId: null, backOutOfId: null, receipt: null, availability: null, ...more,
    }, 'body', { at: '2026-11-23T05:00:00.000Z', kind: 'STATE', step: null, summary: '', data: {} });
  };
  const released = (key: string): Promise<unknown> => given.store().releases.create({ id: `release:${key}`, key, name: key, version: '1', description: null, serviceKey: 's', ownerEmail: 'a@b', train: null, dependsOn: [], stakeholders: [], createdAt: '2026-11-01T00:00:00.000Z', canceledAt: null, closedAt: null, sealed: null }, []);
  const linked = (releaseKey: string, more: Partial<Link> = {}): Promise<unknown> => given.store().releases.addLinks([{
    id: `link:${releaseKey}`, releaseKey, relation: 'CHANGE', reference: 'desk:change:CHG7', identity: change, environment: null, origin: 'CORRELATED', by: 'x', linkedAt: '2026-11-01T00:00:00.000Z', excluded: null, ...more,
  }]);

  test('are those that were triggered under the change it names: by themselves, or by their release for that environment', async () => {
    await deployed('own', { changeIds: ['desk:change:6', change] });
    await deployed('other', { changeIds: ['desk:change:77'] });
    await deployed('never', { changeIds: [change], triggeredAt: null });
    for (const [key, more] of [['linked', {}], ['found', { origin: 'DISCOVERED' }], ['there', { environment: 'staging' }], ['out', { excluded: { reason: 'x', by: 'x', at: '2026-11-01T00:00:00.000Z', needsAgreement: false, agreedBy: null } }]] as const) {
      await released(key);
      await linked(key, more as Partial<Link>);
      await deployed(key, { releaseKey: key });
    }
    expect((await given.store().suspects.underChange(change)).map(({ id }) => id)).toEqual(['deployment:linked', 'deployment:own']);
    expect(await given.store().suspects.underChange('desk:change:none')).toEqual([]);
  });
});
