import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ConfigurationMistake } from '../../domain/error.ts';
import type { FileShape } from '../config/shape.ts';
import { placeNamed, type Finding } from './finding.ts';

const place = placeNamed('configuration');

/** The file's own mistakes, each with its line, and what is right in itself and not for production. */
export function examineConfiguration(file: string, { read, mistakes }: { readonly read: FileShape; readonly mistakes: readonly ConfigurationMistake[] }): readonly Finding[] {
  const told = mistakes.map(({ line, key, message }) => place.mend(`${path.basename(file)}${line === null ? '' : `:${line}`} ${key}: ${message}`, 'mend the file: docs/configuration.md tells every key'));
  const count = (word: string, list: readonly unknown[]): string => `${list.length} ${word}`;
  const well = place.well(`${path.basename(file)} is read: ${[count('environments', read.environments), count('connections', read.connections), count('services', read.services), count('policies', read.policies)].join(', ')}`);
  return [...(told.length === 0 ? [well] : told), ...keys(read), ...openSecrets(file)];
}

/** The shape refuses keys of the wrong kind already. */
function keys({ receipts: { signingKey, keys: older }, audit }: FileShape): readonly Finding[] {
  return [
    signingKey === undefined
      ? place.unknown('no receipts.signingKey: what is READY gets no receipt, and heads of the audit log are not signed', 'openssl genpkey -algorithm ed25519 -out receipt-key.pem, and name that file')
      : place.well(`receipts are signed by an Ed25519 key${older.length === 0 ? '' : `, and by ${older.length} older ones still checked`}`),
    ...(audit.anchor === undefined ? [place.unknown('no audit.anchor: a cut tail of the audit log is not seen', 'name a file on other storage, or a webhook, under audit.anchor')] : []),
  ];
}

/** Files of secrets that anybody on this machine may read. */
function openSecrets(file: string): readonly Finding[] {
  const named = [...readFileSync(file, 'utf8').matchAll(/\$\{file:([^}]+)\}/g)].map(([, name = '']) => name);
  return [...new Set(named)].filter((name) => !name.endsWith('.pub.pem')).flatMap((name) => {
    const mode = modeOf(path.resolve(path.dirname(file), name));
    return mode === null || (mode & 0o007) === 0 ? [] : [place.mend(`the secret in ${name} can be read by every user of this machine`, `chmod o-rwx ${name}`)];
  });
}

function modeOf(file: string): number | null {
  try {
    return statSync(file).mode;
  } catch {
    return null;
  }
}
