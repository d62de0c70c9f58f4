import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = ['docs/operating.md', 'docs/security.md', 'docs/upgrading.md', 'docs/pipelines.md'];

describe('the pages about running it', () => {
  const commands = readdirSync(path.join(root, 'src/cli/commands')).map((file) => read(`src/cli/commands/${file}`)).join('\n') + read('bin/muster.js');

  it.each(pages)('%s names commands and scripts that there are', (page) => {
    const nouns = new Set([...read(page).matchAll(/(?:`|npx )muster ([a-z-]+)/g)].map(([, noun]) => noun ?? ''));
    expect([...nouns].filter((noun) => !new RegExp(`command\\('${noun}[ ']|=== '${noun}'`).test(commands))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: object };
    expect([...read(page).matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, name]) => name ?? '').filter((name) => !(name in scripts))).toEqual([]);
  });

  it('tell variables that a hub or the pipeline script reads', () => {
    const known = read('src/server/process-settings.ts') + read('src/server/main.ts') + read('actions/muster/run.sh') + read('src/cli/hub-address.ts');
    const told = pages.flatMap((page) => [...read(page).matchAll(/\b(?:MUSTER_[A-Z_]+|DATABASE_URL)\b/g)].map(([name]) => name));
    expect(told.length).toBeGreaterThan(20);
    expect([...new Set(told)].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('show YAML that can be read', () => {
    const blocks = [...read('docs/pipelines.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => parse(text ?? '') as unknown);
    expect(blocks).toHaveLength(3);
    // What the GitHub workflow hands over are inputs of the action.
    const { inputs } = parse(read('actions/muster/action.yml')) as { readonly inputs: object };
    const [, workflow] = blocks as readonly { readonly jobs?: { readonly deploy: { readonly steps: readonly { readonly with?: object }[] } } }[];
    expect(Object.keys(workflow?.jobs?.deploy.steps[0]?.with ?? {}).filter((name) => !(name in inputs))).toEqual([]);
  });
});
