import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { plugIn, toolkit, type Gate } from '../readiness/index.ts';
import { namedPlugIns } from './config/plug-in-names.ts';
import type { FileMistake, PluggedGates } from './gates-of-file.ts';

/**
 * Loads the plug-ins that a configuration names: files relative to it, or packages installed beside it. Before anything
 * else of it is read, since policies name their gates. What is wrong with them is told with all other mistakes.
 */
export async function loadPlugIns(configurationFile: string): Promise<PluggedGates> {
  const loaded: PluggedGates[] = [];
  for (const [index, name] of namedPlugIns(configurationFile).entries()) loaded.push(await loadPlugIn(name, configurationFile, index));
  const gates = loaded.flatMap((one) => one.gates);
  return { gates, mistakes: loaded.flatMap((one) => one.mistakes) };
}

async function loadPlugIn(name: string, configurationFile: string, index: number): Promise<PluggedGates> {
  const wrong = (message: string): FileMistake => ({ path: ['plugins', index], message });
  try {
    const place = placeOf(name, configurationFile);
    const content = `${name} ${createHash('sha256').update(readFileSync(fileURLToPath(place))).digest('hex')}`;
    const { gates: exported } = await import(place.href) as { readonly gates?: unknown };
    const definitions: unknown = typeof exported === 'function' ? (exported as (kit: typeof toolkit) => unknown)(toolkit) : exported;
    if (!Array.isArray(definitions) || definitions.length === 0) return { gates: [], mistakes: [wrong(`${name} exports no gates: export const gates = [defineGate({ … })]`)] };
    const made = definitions.map((definition: unknown) => plugIn(definition, content));
    return {
      gates: made.flatMap((one): readonly Gate[] => ('gate' in one ? [one.gate] : [])),
      mistakes: made.flatMap((one, position) => ('problem' in one ? [wrong(`gate ${position + 1} of ${name} is none: ${one.problem}`)] : [])),
    };
  } catch (error) {
    return { gates: [], mistakes: [wrong(`${name} cannot be loaded: ${error instanceof Error ? error.message.split('\n')[0] ?? error.message : String(error)}`)] };
  }
}

function placeOf(name: string, configurationFile: string): URL {
  if (name.startsWith('.') || path.isAbsolute(name)) return pathToFileURL(path.resolve(path.dirname(configurationFile), name));
  return pathToFileURL(createRequire(configurationFile).resolve(name));
}
