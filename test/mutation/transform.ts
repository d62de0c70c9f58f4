import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync, type Options } from '@swc/core';

interface JestConfig { readonly default: { readonly transform: Readonly<Record<string, readonly [string, Options]>> } }
const { default: config } = await import(new URL('../../jest.config.js', import.meta.url).href) as JestConfig;
const swc = Object.values(config.transform)[0]?.[1];

/**
 * From here on this process reads the TypeScript below `folder` as jest does, decorators and all, and knows `@jest/globals`.
 * @returns what makes everything below `folder` be loaded anew from then on; packages stay as they are
 */
export function readAsJestDoes(folder: string): () => void {
  let round = 0;
  const below = pathToFileURL(`${folder}/`).href;
  const read = new Map<string, string>();
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@jest/globals') return { url: new URL('jest-globals.ts', import.meta.url).href, shortCircuit: true };
      const resolved = next(specifier, context);
      const [url = ''] = resolved.url.split('?');
      return url.startsWith(below) && url.endsWith('.ts') ? { ...resolved, url: `${url}?round=${round}` } : resolved;
    },
    load(url, context, next) {
      const [bare = ''] = url.split('?');
      if (!bare.startsWith(below) || !bare.endsWith('.ts')) return next(url, context);
      let source = read.get(bare);
      if (source === undefined) {
        const text = next(bare, { ...context, format: 'module-typescript' }).source;
        source = transformSync(Buffer.from(text as Uint8Array).toString('utf8'), { ...swc, filename: fileURLToPath(bare), sourceMaps: false, configFile: false, swcrc: false }).code;
        read.set(bare, source);
      }
      return { format: 'module', shortCircuit: true, source };
    },
  });
  return () => { round += 1; };
}
