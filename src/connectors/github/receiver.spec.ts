import { createHmac } from 'node:crypto';
import { createReceiver } from './receiver.ts';

const own = 'muster-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const body = JSON.stringify({ action: 'completed', workflow_run: { id: 7, display_title: `Deploy 2 [${own}]` }, deployment: { id: 9 } }, null, 2);
const sign = (text: string, secret = 's3cret') => `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
const receive = (text: string, more: Readonly<Record<string, string>> = {}) => createReceiver('s3cret').receive({ body: new TextEncoder().encode(text), headers: { 'x-hub-signature-256': sign(text), 'x-github-delivery': 'd-1', 'x-github-event': 'workflow_run', ...more } });
const mistake = (code: string) => expect.objectContaining({ name: 'UserMistake', code }) as Error;

describe('GitHub\'s webhooks', () => {
  it('tell which runs moved, under the delivery\'s own id', () => {
    expect(receive(body)).toEqual({ deliveryId: 'd-1', event: 'workflow_run', records: [], runIds: ['7', 'deployment-9'], correlations: [own] });
    expect(receive('{"zen":"x"}', { 'x-github-event': 'ping' })).toMatchObject({ event: 'ping', runIds: [] });
  });

  it.each([['', 'none'], [sign(body, 'other'), 'another secret'], [sign(JSON.stringify(JSON.parse(body))), 'the body written anew'], ['sha256=zz', 'nonsense'], [sign(body).toUpperCase(), 'another case']])('signed %j (%s) are forbidden', (signature) => {
    expect(() => receive(body, { 'x-hub-signature-256': signature })).toThrow(mistake('FORBIDDEN'));
  });

  it.each(['', '[]', 'null', '{"workflow_run":{"id":"7"}}', 'payload=%7B%7D'])('that say %j are not understood', (text) => {
    expect(() => receive(text)).toThrow(mistake('INVALID'));
  });

  it('without a delivery id are not understood', () => {
    expect(() => receive(body, { 'x-github-delivery': '' })).toThrow(mistake('INVALID'));
  });
});
