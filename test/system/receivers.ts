import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';

/** What a receiver of webhooks was handed: verified by the library of Standard Webhooks. */
export interface Told {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly releaseKey: string; readonly environment: string; readonly facts: { readonly outcome?: string; readonly id?: string } };
  readonly isTaken: boolean;
}

/** A receiver of webhooks that does as it is told: takes, refuses, or never answers. */
export class Desk {
  readonly secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  readonly told: Told[] = [];
  does: 'TAKE' | 'FAIL' | 'HANG' = 'TAKE';
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => { this.#hear(request.headers, Buffer.concat(chunks).toString(), response); });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/muster`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => { this.#server.close(() => { resolve(); }); });
  }

  #hear(headers: IncomingHttpHeaders, body: string, response: ServerResponse): void {
    const signed = Object.fromEntries(['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]));
    const { type, data } = new Webhook(this.secret).verify(body, signed) as Pick<Told, 'type' | 'data'>;
    this.told.push({ id: String(headers['webhook-id']), type, data, isTaken: this.does === 'TAKE' });
    if (this.does === 'HANG') return;
    response.writeHead(this.does === 'TAKE' ? 204 : 500).end();
  }
}

/** A mail server that takes everything, and keeps the Message-ID, the recipient and the subject. */
export class Mailbox {
  readonly taken: { readonly id: string; readonly to: string; readonly text: string }[] = [];
  readonly #server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
    onData: (stream, { envelope }, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => { text += chunk.toString(); }).on('end', () => {
        this.taken.push({ id: /^Message-ID: (.*)$/m.exec(text)?.[1] ?? '', to: envelope.rcptTo.map(({ address }) => address).join(), text });
        done();
      });
    },
  });

  async open(): Promise<number> {
    this.#server.on('error', () => undefined); // A hub that is killed breaks off in the middle.
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    return (this.#server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => { this.#server.close(() => { resolve(); }); });
  }
}
