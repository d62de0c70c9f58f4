import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Channel, Delivery } from '../channel.ts';
import { readinessChanged } from '../event.fixture.ts';
import { mailChannel, type MailChannelSettings } from './mail.ts';

interface Taken { readonly from: string; readonly to: readonly string[]; readonly text: string; readonly isSecure: boolean; readonly user: unknown }

const opened: (() => Promise<void>)[] = [];
afterEach(async () => { for (const close of opened.splice(0)) await close(); });

/** A real mail server on 127.0.0.1 that keeps what it takes. */
async function mailServer(options: SMTPServerOptions = {}): Promise<{ port: number; taken: Taken[] }> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true, logger: false,
    onData(stream, { envelope, secure, user }, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => { text += chunk.toString(); }).on('end', () => {
        const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        taken.push({ from: sender, to: envelope.rcptTo.map(({ address }) => address), text, isSecure: secure, user });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined); // A client that breaks off is what some of these tests are about.
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  opened.push(() => new Promise((resolve) => { server.close(() => { resolve(); }); }));
  return { port: (server.server.address() as AddressInfo).port, taken };
}

function channelTo(port: number, more: Partial<MailChannelSettings> = {}): Channel {
  const channel = mailChannel({ name: 'mail', host: '127.0.0.1', port, security: 'NONE', from: 'Muster <muster@northbank.example>', ...more });
  opened.push(() => { channel.close?.(); return Promise.resolve(); });
  return channel;
}

const delivery = (more: Partial<Delivery> = {}): Delivery => ({ id: 'notice:7f', at: new Date('2026-11-23T05:00:00Z'), recipient: 'rosa@northbank.example', subject: 'payments → production: READY', text: 'One <b>line</b>.\nAnother.', event: readinessChanged(), ...more });

describe('e-mail', () => {
  it('goes to one person, as text and as harmless HTML, under the id of its notice', async () => {
    const { port, taken } = await mailServer();
    await channelTo(port).send(delivery());
    expect(taken).toMatchObject([{ from: 'muster@northbank.example', to: ['rosa@northbank.example'] }]);
    const text = taken[0]?.text ?? '';
    expect(text).toContain('Message-ID: <notice.7f@127.0.0.1>');
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(text).toContain('One <b>line</b>.\r\nAnother.');
    expect(text).toContain('&lt;b&gt;line&lt;/b&gt;');
    expect(/^Subject: =\?UTF-8\?.*\?=/m.test(text)).toBe(true);
  });

  it('lets no title begin a header or name another recipient', async () => {
    const { port, taken } = await mailServer();
    await channelTo(port).send(delivery({ subject: 'x\r\nBcc: eve@evil.example\r\n\r\nbody', recipient: 'rosa@northbank.example' }));
    const [header = ''] = (taken[0]?.text ?? '').split('\r\n\r\n');
    expect(header).not.toMatch(/^Bcc:/m);
    expect(taken[0]?.to).toEqual(['rosa@northbank.example']);
  });

  it('is not sent in the clear where STARTTLS is wanted and not offered, nor to a certificate that nobody vouches for', async () => {
    const plain = await mailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    await expect(channelTo(plain.port, { security: 'STARTTLS' }).send(delivery())).rejects.toMatchObject({ name: 'NotDelivered', isDown: true, isFinal: false });
    const unknown = await mailServer();
    await expect(channelTo(unknown.port, { security: 'STARTTLS' }).send(delivery())).rejects.toMatchObject({ name: 'NotDelivered', isDown: true });
    expect([...plain.taken, ...unknown.taken]).toEqual([]);
  });

  it('signs in, and says that it may not without a word of the server or the password', async () => {
    const { port, taken } = await mailServer({
      authOptional: false, allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) { if (password === 'right') done(null, { user: username }); else done(new Error('no, secret-of-the-server')); },
    });
    await channelTo(port, { auth: { userName: 'muster', password: 'right' } }).send(delivery());
    expect(taken[0]?.user).toBe('muster');
    const refusal = await channelTo(port, { auth: { userName: 'muster', password: 'wrong-password' } }).send(delivery()).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'NotDelivered', isFinal: false, isDown: true, message: 'the mail server refused our sign-in: check auth of the channel (SMTP 535)' });
  });

  it.each([[550, true], [450, false]])('a recipient refused with %d is final: %s, and the channel is not down for it', async (responseCode, isFinal) => {
    const { port } = await mailServer({ onRcptTo(_address, _session, done) { done(Object.assign(new Error('no such person'), { responseCode })); } });
    await expect(channelTo(port).send(delivery())).rejects.toMatchObject({ isFinal, isDown: false, message: `the mail server refused the sender or the recipient (SMTP ${responseCode})` });
  });

  it('to a server that is not there fails as one that is down', async () => {
    const { port } = await mailServer();
    for (const close of opened.splice(0)) await close();
    await expect(channelTo(port).send(delivery())).rejects.toMatchObject({ isFinal: false, isDown: true });
  });
});
