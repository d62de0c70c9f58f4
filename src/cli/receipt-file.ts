import { readFileSync, writeFileSync } from 'node:fs';
import { readEnvelope } from '../receipt/index.ts';
import { Failure } from './failure.ts';

/** Keeps a receipt's envelope as a file that every DSSE tool reads. */
export function saveReceipt(file: string, envelope: unknown): void {
  try {
    writeFileSync(file, `${JSON.stringify(envelope, null, 2)}\n`);
  } catch {
    throw new Failure(`The receipt cannot be written to ${file}.`);
  }
}

/** The envelope that a file holds. Whether it is genuine, the hub says. */
export function savedReceipt(file: string): unknown {
  const envelope = readEnvelope(textOf(file));
  if (envelope === null) throw new Failure(`${file} holds no receipt: save one with muster readiness KEY --env E --receipt-file ${file}.`);
  return envelope;
}

/** What a file says; a failure that names it when it cannot be read. */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Failure(`${file} cannot be read.`);
  }
}
