import { readFileSync } from 'node:fs';
import path from 'node:path';

const placeholder = /\$\{(env|file):([^}]+)\}/g;

/** What stands in for `${env:NAME}` and `${file:path}`; the problem is a sentence for the person who wrote the file. */
export type Filled = { readonly value: string } | { readonly problem: string };

/**
 * Puts secrets in place of their placeholders in one text. Files are read relative to the folder of the
 * configuration and lose their last line break. No part of a secret ever stands in a problem.
 */
export function fillSecrets(text: string, folder: string, environment: Readonly<Record<string, string | undefined>>): Filled {
  const problems: string[] = [];
  const value = text.replaceAll(placeholder, (_all, kind: string, name: string) => {
    const found = kind === 'env' ? environment[name] : readSecretFile(path.resolve(folder, name));
    if (found === undefined || found === '') problems.push(kind === 'env' ? `the environment variable ${name} is not set` : `the file ${name} is missing, empty or not readable`);
    return found ?? '';
  });
  return problems.length > 0 ? { problem: problems.join('; ') } : { value };
}

function readSecretFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
