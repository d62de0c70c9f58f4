import { jest } from '@jest/globals';
import { startWorld, type World } from '../system/world.ts';
import { muster } from './muster.ts';

// Each command is a process of its own, on a machine that may have much else to do.
jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
  world = await startWorld();
  world.moveClock(5_000); // What the seeding overwrote is scanned by then.
});
afterAll(async () => { await world.close(); });

interface Task { readonly gate: string; readonly todo: string; readonly who: string | null; readonly where: string | null }

/** What the text tells to do: of each gate that is red or unknown in its table, the lines below its name. */
function tasksIn(text: string): readonly Task[] {
  const [table = '', ...parts] = text.split('\n\n').slice(1);
  const blocks = parts.join('\n\n').split(/\n(?=\S)/);
  return [...table.matchAll(/^(\S+) +(?:FAIL|UNKNOWN) +\S/gm)].map(([, gate = '']) => {
    const lines = blocks.find((block) => block.startsWith(`${gate}\n`)) ?? '';
    const said = (word: string): string | null => new RegExp(`\\n {2}${word} +(\\S.*)`).exec(lines)?.[1] ?? null;
    return { gate, todo: said('do') ?? '', who: said('who'), where: said('where') };
  });
}

const readinessOf = async (key: string): Promise<string> => (await muster(['readiness', key, '--env', 'production'], { env: { MUSTER_URL: world.url, MUSTER_TOKEN: world.sandbox.tokens.viewer } })).stdout;

describe('a release manager who reads nothing but muster readiness', () => {
  it.each<[string, 'READY' | 'NOT_READY' | 'UNDETERMINED', readonly (readonly [gate: string, todo: string, tool: 'servicenow' | 'jira' | 'artifactory', who: string])[]]>([
    ['ledger-1.9.2', 'READY', []],
    ['payments-2.4.0', 'NOT_READY', [
      ['change-is-approved', 'CHG0030003', 'servicenow', 'Omar Haddad'], ['work-items-are-done', 'PAY-1017', 'jira', 'Liam Byrne'], ['package-matches-its-seal', 'payments-gateway-2.4.0.tgz', 'artifactory', 'Ines Weber, who owns the release: nobody else is named'],
    ]],
    ['statements-5.0.1', 'UNDETERMINED', [['no-blocking-vulnerability', 'statements-renderer-5.0.1.tgz', 'artifactory', 'Ines Weber, who owns the release: nobody else is named']]],
    ['cards-3.1.0', 'NOT_READY', [['change-window-is-open', 'Wait until 20', 'servicenow', 'Ines Weber, who owns the release: nobody else is named']]],
  ])('can say of %s, which is %s, who must do what where', async (key, outcome, expected) => {
    const text = await readinessOf(key);
    expect(text).toContain(`${key} → production: ${outcome}`);
    const tasks = tasksIn(text);
    expect(tasks.map(({ gate }) => gate)).toEqual(expected.map(([gate]) => gate));
    for (const [nth, [, todo, tool, who]] of expected.entries()) {
      const task = tasks[nth];
      expect(task?.who).toBe(who);
      expect(task?.todo).toContain(todo);
      expect(task?.where).toMatch(new RegExp(`^${world.sandbox.tools[tool].url}/`));
    }
  });
});
