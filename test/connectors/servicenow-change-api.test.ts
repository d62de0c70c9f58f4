import type { Change } from '../../src/domain/change.ts';
import { servicenowCredentials } from '../../sandbox/bank/credentials.ts';
import { readOptions } from '../../src/connectors/servicenow/options.ts';
import type { Instance } from '../../src/connectors/servicenow/instance.ts';
import { changeOf } from '../../src/connectors/servicenow/translate/change.ts';
import { typedList } from '../../src/connectors/servicenow/wire.ts';
import { Stage, story } from './servicenow-stage.ts';

let stage: Stage;
beforeAll(async () => { stage = await Stage.open(); });
afterAll(() => stage.tool.close());

/** As the Change Management API tells all changes, asked past the connector: page until empty, for it gives no total and no Link (apis/README.md §3, trap 7). */
async function told(): Promise<readonly Change[]> {
  const { userName, password } = servicenowCredentials.integration;
  const settings = { name: 'snow', isProduction: true, url: stage.tool.url, auth: { kind: 'basic', userName, password }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } } as const;
  const instance = { name: 'snow', url: stage.tool.url, clock: { now: () => new Date(0) }, ...readOptions(settings) } as unknown as Instance;
  const changes: Change[] = [];
  for (let offset = 0; ; ) {
    const answer = await fetch(`${stage.tool.url}/api/sn_chg_rest/change?order=number&sysparm_limit=50&sysparm_offset=${offset}`, { headers: { accept: 'application/json', authorization: `Basic ${btoa(`${userName}:${password}`)}` } });
    const { result } = typedList.parse(await answer.json());
    if (result.length === 0) return changes;
    changes.push(...result.map((row) => changeOf(row, { instance, fetchedAt: '' })));
    offset += 50;
  }
}

/** The Change Management API names people and has no columns of theirs. */
const comparable = (change: Change): object => ({ ...change, assignedTo: null, requestedBy: null, source: { ...change.source, fetchedAt: null } });

describe('Changes as the Change Management API and as the Table API tell them', () => {
  it('are the same in our words, though one types its values and the other writes texts', async () => {
    const byApi = await told();
    const byTable = await stage.read('change', story.releases.flatMap(({ changes }) => changes.map(({ number }) => number)));
    expect(byApi.length).toBeGreaterThan(100);
    expect(new Map(byApi.map((change) => [change.number, comparable(change)]))).toEqual(new Map(byTable.map((change) => [change.number, comparable(change)])));
  });
});
