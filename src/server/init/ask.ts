import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { knownSystems } from '../connect.ts';
import { readAddress, readName, readSecretPlace, readSystem, takesUserName, usualSecret, WrongAnswer, type Answers, type ConnectionAnswer, type IssuerAnswer } from './answers.ts';

/** Asks one question after the other; a wrong answer is said and asked again. */
export interface Asker {
  /** An empty answer is the default; without one the question comes again. */
  ask<T>(question: string, read: (answer: string) => T, usually?: string): Promise<T>;
  close(): void;
}

/** Lines from a terminal or a pipe alike. A pipe that ends before the questions do is a WrongAnswer. */
export function asker(input: Readable, output: Writable): Asker {
  const lines = createInterface({ input, terminal: false });
  const waiting = lines[Symbol.asyncIterator]();
  return {
    async ask(question, read, usually) {
      for (;;) {
        output.write(`${question}${usually === undefined || usually === '' ? '' : ` [${usually}]`}: `);
        const { value, done } = await waiting.next();
        if (done === true) throw new WrongAnswer('The answers ended before the questions did; nothing was written.');
        const given = value.trim();
        try {
          return read(given === '' ? usually ?? '' : given);
        } catch (error) {
          if (!(error instanceof WrongAnswer)) throw error;
          output.write(`${error.message}\n`);
        }
      }
    },
    close: () => { lines.close(); },
  };
}

/** What flags have said already is not asked again. */
export async function askAll(given: Partial<Answers>, { ask }: Pick<Asker, 'ask'>): Promise<Answers> {
  const environments = given.environments ?? await ask('Environments, in the order releases go through them', readEnvironments, 'staging,production');
  const connections = given.connections ?? await askConnections(ask);
  const issuer = given.issuer === undefined ? await askIssuer(ask) : given.issuer;
  const receiptKey = given.receiptKey === undefined ? await ask('File of the private key that signs receipts, relative to the configuration (- for none)', readKeyPath, 'secrets/receipt-key.pem') : given.receiptKey;
  return { environments, connections, issuer, receiptKey };
}

export function readEnvironments(text: string): readonly string[] {
  return text.split(',').map((name) => readName(name.trim()));
}

export function readKeyPath(text: string): string | null {
  if (text === '-') return null;
  const place = readSecretPlace(`file:${text}`);
  return 'file' in place ? place.file : null;
}

async function askConnections(ask: Asker['ask']): Promise<readonly ConnectionAnswer[]> {
  const connections: ConnectionAnswer[] = [];
  for (;;) {
    const isFirst = connections.length === 0;
    const system = await ask(isFirst ? `A tool: one of ${knownSystems.join(', ')}` : 'Another tool (empty: no more)', (text) => (text === '' && !isFirst ? null : readSystem(text)), isFirst ? undefined : '');
    if (system === null) return connections;
    const taken = connections.map(({ name }) => name);
    const name = await ask('Its name', (text) => { if (taken.includes(text)) throw new WrongAnswer('That name is taken.'); return readName(text); }, system.toLowerCase().replaceAll('_', '-'));
    const url = await ask('Its address', readAddress);
    const userName = takesUserName(system) ? await ask('Our user name there', readText) : null;
    const secret = await ask('Where its password or token stands: env:NAME or file:path', readSecretPlace, usualSecret(name));
    connections.push({ name, system, url, userName, secret });
  }
}

async function askIssuer(ask: Asker['ask']): Promise<IssuerAnswer | null> {
  const issuer = await ask('Issuer of the company\'s sign-on (empty: none yet)', (text) => (text === '' ? null : readAddress(text)), '');
  if (issuer === null) return null;
  return { issuer, audience: await ask('Audience of its tokens', readText, 'muster'), keys: await ask('Address of its public keys (JWKS)', readAddress) };
}

function readText(text: string): string {
  if (text === '') throw new WrongAnswer('This needs an answer.');
  return text;
}
