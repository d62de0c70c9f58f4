import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The plug-ins that a file names, as far as it can be read; what is wrong with the file itself is told when it is read whole. */
export function namedPlugIns(file: string): readonly string[] {
  try {
    const raw: unknown = parse(readFileSync(file, 'utf8'), { logLevel: 'error' });
    const named = typeof raw === 'object' && raw !== null && 'plugins' in raw ? raw.plugins : [];
    return Array.isArray(named) ? named.filter((name): name is string => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
