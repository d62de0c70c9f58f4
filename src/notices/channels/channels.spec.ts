import { Webhook } from 'standardwebhooks';
import type { Posted, Poster, Posting } from '../../domain/ports/poster.ts';
import type { Delivery } from '../channel.ts';
import { deploymentEvent, readinessChanged } from '../event.fixture.ts';
import { slackChannel } from './slack.ts';
import { typeOf, webhookChannel } from './webhook.ts';
import { htmlOf } from './html.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const delivery = (more: Partial<Delivery> = {}): Delivery => ({ id: 'notice:1', at: new Date(), recipient: null, subject: 'payments → production: READY', text: 'So it is.', event: readinessChanged(), ...more });

function poster(answer: Posted = { isTaken: true }): Poster & { readonly posted: Posting[] } {
  const posted: Posting[] = [];
  return { posted, post: (posting) => { posted.push(posting); return Promise.resolve(answer); } };
}
const refused = (status: number | null): Posted => ({ isTaken: false, status, because: 'no', retryAt: '2026-11-23T05:01:00.000Z' });

describe('a webhook', () => {
  const send = async (to: ReturnType<typeof poster>, more: Partial<Delivery> = {}): Promise<Posting> => {
    await webhookChannel({ name: 'desk', url: 'https://desk.example/in?x=1', secret }, to).send(delivery(more));
    return to.posted[0] ?? { address: '', headers: {}, body: '', doing: '' };
  };

  it('is signed as Standard Webhooks says, so that its own library verifies it, and nobody can change a byte', async () => {
    const { address, headers, body } = await send(poster());
    expect(address).toBe('https://desk.example/in?x=1');
    expect(new Webhook(secret).verify(body, { ...headers })).toMatchObject({ type: 'readiness.changed', timestamp: '2026-11-23T05:00:00.000Z', data: { releaseKey: 'payments-2.4.0', environment: 'production', subject: 'payments → production: READY', facts: { outcome: 'READY', before: 'UNDETERMINED' } } });
    expect(headers['webhook-id']).toBe('notice:1');
    expect(() => new Webhook(secret).verify(body.replace('READY', 'READy'), { ...headers })).toThrow();
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'notice:2' })).toThrow();
  });

  it('tells of a deployment without its receipt, its idempotency key and its fence', async () => {
    const { body } = await send(poster(), { event: deploymentEvent('DEPLOYMENT_FAILED') });
    expect(body).toContain('"deployment:1"');
    expect(body).not.toMatch(/secret-key|signed|fence/);
  });

  it.each([[410, true, false], [404, false, false], [500, false, true], [null, false, true]])('answered %s is final: %s, down: %s', async (status, isFinal, isDown) => {
    await expect(send(poster(refused(status)))).rejects.toMatchObject({ name: 'NotDelivered', isFinal, ...(!isFinal && { isDown, retryAt: '2026-11-23T05:01:00.000Z' }) });
  });

  it('has a type per event', () => {
    expect([typeOf({ kind: 'DEPLOYMENT_NEEDS_ATTENTION' }), typeOf({ kind: 'GLASS_BROKEN' })]).toEqual(['deployment.needs-attention', 'glass.broken']);
  });
});

describe('a message to Slack', () => {
  const send = async (more: Partial<Delivery> = {}): Promise<{ text: string; blocks: { text: { type: string; text: string; verbatim: boolean } }[] }> => {
    const to = poster();
    await slackChannel({ name: 'chat', url: 'https://hooks.slack.example/T/B/x' }, to).send(delivery(more));
    return JSON.parse(to.posted[0]?.body ?? '') as never;
  };

  it('escapes what Slack would read: no mention, no link, no broadcast', async () => {
    const { text, blocks } = await send({ subject: '<!channel> & *all*', text: '<https://evil.example|ok> <@U1>' });
    expect(text).toBe('&lt;!channel&gt; &amp; *all*');
    expect(blocks.map((block) => block.text.text)).toEqual(['*&lt;!channel&gt; &amp; ∗all∗*', '&lt;https://evil.example|ok&gt; &lt;@U1&gt;']);
    expect(blocks.every((block) => block.text.verbatim)).toBe(true);
  });

  it('is cut where Slack would refuse it, and never within an escape', async () => {
    for (let before = 2_990; before < 3_000; before += 1) {
      const cut = (await send({ text: `${'x'.repeat(before)}<&>yyyyyyyyyyyyyyyyyyyyy` })).blocks[1]?.text.text ?? '';
      expect(cut.length).toBeLessThanOrEqual(3_000);
      expect(cut).toMatch(/^x+(&(lt|gt|amp);)*y*…$/);
    }
  });

  it('that is not taken says so', async () => {
    await expect(slackChannel({ name: 'chat', url: 'https://hooks.slack.example/x' }, poster(refused(404))).send(delivery())).rejects.toMatchObject({ name: 'NotDelivered', isFinal: false, isDown: false });
  });
});

it('HTML shows the very characters', () => {
  expect(htmlOf(`<script>"'&`)).toContain('>&lt;script&gt;&quot;&#39;&amp;</pre>');
});
