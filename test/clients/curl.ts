import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../system/program.ts';
import type { Hub } from './hub.ts';

const fenced = (file: string, language: string): readonly string[] => [...readFileSync(path.join(root, file), 'utf8').matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text ?? '');
const lines = fenced('docs/clients.md', 'sh').join('').split('\n').filter((line) => line.startsWith('curl '));
const [query, fresh, stream, report] = lines;

interface Verdict { readonly gate: { readonly name: string }; readonly outcome: string; readonly because: string }

export function curl(hub: Hub): void {
  describe('curl, by the lines of docs/clients.md', () => {
    /** A line as a terminal would run it. Resolves when it has ended, or as soon as it has said enough; then it is ended. */
    const run = async (line: string | undefined, isEnough: (said: string) => boolean = () => false, input = ''): Promise<string> => {
      const child = spawn('/bin/sh', ['-c', `exec ${line ?? 'false'}`], { env: { PATH: process.env['PATH'], MUSTER_URL: hub().url, MUSTER_TOKEN: hub().sandbox.tokens.viewer }, stdio: ['pipe', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (isEnough(said)) child.kill();
      });
      child.stdin.end(input);
      const [code] = await once(child, 'close') as [number | null];
      if (code !== 0 && !isEnough(said)) throw new Error(`${line ?? 'nothing'} ended with ${String(code)}: ${said}`);
      return said;
    };

    it('asks', async () => {
      expect(lines).toHaveLength(4);
      expect(JSON.parse(await run(query))).toEqual({ data: { release: { key: 'payments-2.4.0', state: 'SEALED', readiness: { outcome: 'NOT_READY' } } } });
    });

    it('names the age of copies in a header', async () => {
      expect(JSON.parse(await run(fresh))).toMatchObject({ data: { release: { changes: { nodes: [{ source: { isStale: false } }] } } } });
    });

    it('watches over an event stream', async () => {
      const said = await run(stream, (text) => /^data: .*\n/m.test(text));
      expect(JSON.parse(/^data: (.*)$/m.exec(said)?.[1] ?? '')).toEqual({ data: { releaseChanged: { key: 'payments-2.4.0', state: 'SEALED' } } });
    });

    it('fetches a report', async () => {
      expect((await run(report)).split(/\r?\n/)[0]).toContain('change_failure_rate');
    });

    it('is answered what the README says to its first query', async () => {
      const [asked = ''] = fenced('README.md', 'graphql');
      const [told = ''] = fenced('README.md', 'json');
      const answer = JSON.parse(await run(`${(query ?? '').split(' -d ')[0] ?? ''} -d @-`, undefined, JSON.stringify({ query: asked }))) as { data: { release: { readiness: { outcome: string; verdicts: readonly Verdict[] } } } };
      const { outcome, verdicts } = JSON.parse(told) as { outcome: string; verdicts: readonly Verdict[] };
      const { readiness } = answer.data.release;
      expect(readiness.outcome).toBe(outcome);
      for (const verdict of verdicts) {
        const [because = ''] = verdict.because.split('…');
        expect(readiness.verdicts).toContainEqual({ gate: verdict.gate, outcome: verdict.outcome, because: expect.stringContaining(because) as unknown });
      }
    });
  });
}
