import { pino, type Logger } from 'pino';

export type Log = Logger;

/** JSON lines on stderr, so that stdout stays for what a script reads. Credentials never reach it, whatever is logged. */
export function createLog(level = 'info'): Log {
  const secrets = ['authorization', 'password', 'token', 'clientSecret', 'bearer'];
  return pino({ level, base: { service: 'muster' }, redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '(secret)' } }, pino.destination({ fd: 2, sync: true }));
}
