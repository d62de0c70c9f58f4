import { createTransport } from 'nodemailer';
import { NotDelivered, type Channel, type Delivery } from '../channel.ts';
import { htmlOf } from './html.ts';

export interface MailChannelSettings {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; STARTTLS, without which nothing is sent; or NONE, for a relay on the same machine. */
  readonly security: 'TLS' | 'STARTTLS' | 'NONE';
  readonly auth?: { readonly userName: string; readonly password: string } | undefined;
  /** Whose certificates are trusted beside the system's: PEM. */
  readonly certificateAuthority?: string | undefined;
  /** E.g. Muster <muster@northbank.example> */
  readonly from: string;
}

/** Milliseconds for each step of a conversation with a mail server. */
const withinMs = 10_000;
/** Milliseconds for the whole of it: a server that drips must not outlast the notice's lease. */
const wholeMs = 45_000;

/** E-mail by SMTP, one to each person. The Message-ID is made of the notice's id, and is the same at every attempt. */
export function mailChannel({ name, host, port, security, auth, certificateAuthority, from }: MailChannelSettings): Channel {
  const transport = createTransport({
    host, port, secure: security === 'TLS', requireTLS: security === 'STARTTLS', ignoreTLS: security === 'NONE',
    connectionTimeout: withinMs, greetingTimeout: withinMs, socketTimeout: withinMs, dnsTimeout: withinMs,
    // What a message says is never read as the name of a file or an address to fetch.
    disableFileAccess: true, disableUrlAccess: true,
    ...(auth !== undefined && { auth: { user: auth.userName, pass: auth.password } }),
    ...(certificateAuthority !== undefined && { tls: { ca: certificateAuthority } }),
  });
  return {
    name,
    isPersonal: true,
    async send(delivery) {
      try {
        await within(wholeMs, transport.sendMail({ from, ...mailOf(delivery, host) }));
      } catch (error) {
        throw notDelivered(error);
      }
    },
    async greet() {
      try {
        await within(wholeMs, transport.verify());
      } catch (error) {
        throw notDelivered(error);
      }
    },
    close: () => { transport.close(); },
  };
}

async function within(milliseconds: number, sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => { reject(Object.assign(new Error('too long'), { code: 'ETIMEDOUT' })); }, milliseconds); });
  await Promise.race([sending, tooLong]).finally(() => { clearTimeout(timer); });
}

function mailOf({ id, at, recipient, subject, text }: Delivery, host: string): object {
  return {
    to: { name: '', address: recipient ?? '' }, subject, text, html: htmlOf(text), date: at,
    messageId: `<${id.replace(/[^\w.-]/g, '.')}@${host}>`,
    // Nobody's absence notes answer a machine (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Muster-Notice': id },
  };
}

interface SmtpError { readonly code?: unknown; readonly responseCode?: unknown }

/** What the server says may hold anything; its number is told, and no word of it. */
function notDelivered(error: unknown): NotDelivered {
  const { code, responseCode } = error as SmtpError;
  const said = typeof responseCode === 'number' ? ` (SMTP ${responseCode})` : '';
  const why = typeof code === 'string' ? reasons[code] : undefined;
  const isFinal = code === 'EENVELOPE' && typeof responseCode === 'number' && responseCode >= 550 && responseCode <= 553;
  return new NotDelivered(`the mail server ${why ?? 'did not take the message'}${said}`, { isFinal, isDown: code !== 'EENVELOPE' && code !== 'EMESSAGE' });
}

const reasons: Readonly<Record<string, string>> = {
  EAUTH: 'refused our sign-in: check auth of the channel',
  ECONNECTION: 'could not be reached: check host and port of the channel',
  EDNS: 'could not be found: check host of the channel',
  EENVELOPE: 'refused the sender or the recipient',
  ESOCKET: 'broke the connection: check security, host and port of the channel',
  ETIMEDOUT: 'did not answer in time',
  ETLS: 'offers no encryption that we can trust: check security of the channel',
};
