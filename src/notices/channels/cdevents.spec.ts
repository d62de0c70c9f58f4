import { Webhook } from 'standardwebhooks';
import type { Posting } from '../../domain/ports/poster.ts';
import type { Delivery } from '../channel.ts';
import { deploymentEvent, readinessChanged } from '../event.fixture.ts';
import { cdeventsChannel } from './cdevents.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

async function told(event: Delivery['event']): Promise<readonly Posting[]> {
  const posted: Posting[] = [];
  const poster = { post: (posting: Posting) => { posted.push(posting); return Promise.resolve({ isTaken: true } as const); } };
  await cdeventsChannel({ name: 'cd', url: 'https://events.example/in', secret }, poster).send({ id: 'notice:1', at: new Date(), recipient: null, subject: 's', text: 't', event });
  return posted;
}

describe('a sink of CDEvents', () => {
  it('hears of what is live as service.deployed, in a CloudEvents envelope that is signed', async () => {
    const event = deploymentEvent('DEPLOYMENT_LIVE', { packageDigest: 'a'.repeat(64) });
    const [{ headers, body, contentType } = { headers: {}, body: '', contentType: '' }] = await told(event);
    expect(contentType).toBe('application/cloudevents+json');
    const type = 'dev.cdevents.service.deployed.0.3.0';
    expect(new Webhook(secret).verify(body, { ...headers })).toEqual({
      specversion: '1.0', id: event.id, source: '/muster', type, subject: 'payments', time: event.at, datacontenttype: 'application/cdevents+json',
      data: {
        context: { specversion: '0.5.0', id: event.id, source: '/muster', type, timestamp: event.at },
        subject: { id: 'payments', source: '/muster', content: { environment: { id: 'production', source: '/muster' }, artifactId: `pkg:generic/payments-2.4.0@sha256%3A${'a'.repeat(64)}` } },
      },
    });
  });

  it.each([
    ['a back-out', deploymentEvent('DEPLOYMENT_LIVE', { backOutOfId: 'deployment:0' }), 'dev.cdevents.service.rolledback.0.3.0'],
    ['a failure with its incident', deploymentEvent('DEPLOYMENT_FAILED', { incidentId: 'servicenow:incident:1' }), 'dev.cdevents.incident.detected.0.3.0'],
    ['a failure without one', deploymentEvent('DEPLOYMENT_FAILED'), null],
    ['an end that is no news to it', deploymentEvent('DEPLOYMENT_SUCCEEDED'), null],
    ['a judgement', readinessChanged(), null],
    ['a trial', null, 'muster.trial'],
  ])('of %s', async (_title, event, type) => {
    expect((await told(event)).map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual(type === null ? [] : [type]);
  });

  it('hears which incident, of which service and where', async () => {
    const [posting] = await told(deploymentEvent('DEPLOYMENT_FAILED', { incidentId: 'servicenow:incident:1', because: 'The smoke test failed.' }));
    expect(JSON.parse(posting?.body ?? '')).toMatchObject({ subject: 'servicenow:incident:1', data: { subject: { id: 'servicenow:incident:1', content: { description: 'The smoke test failed.', service: { id: 'payments' }, environment: { id: 'production' } } } } });
  });
});
