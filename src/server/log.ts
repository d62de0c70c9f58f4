import { pino, type DestinationStream, type Logger } from 'pino';
import { namesInHand } from './work-in-hand.ts';

export type Log = Logger;

/**
 * JSON lines on stderr, so that stdout stays for what a script reads. Each says what it belongs to: request, deployment and step, release and environment.
 * Credentials never reach it, whatever is logged.
 */
export function createLog(level = 'info', destination: DestinationStream = pino.destination({ fd: 2, sync: true })): Log {
  const secrets = ['authorization', 'password', 'token', 'clientSecret', 'bearer'];
  return pino({ level, mixin: namesInHand, base: { service: 'muster' }, redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '(secret)' } }, destination);
}
