import { servicenowCredentials } from '../../../sandbox/bank/credentials.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { postsTo, startsAt } from '../five-deployers.ts';
import type { DeployerTool } from '../five-deployers.ts';

/** What the stand-ins themselves say was done to them; nothing here comes from the hub. */
export interface Tally {
  /** triggers that the deployer took */
  readonly dispatches: number;
  /** runs that it made of them */
  readonly runs: number;
  /** times the CMDB's item was changed */
  readonly cmdbWrites: number;
  readonly cmdbVersion: string;
  readonly incidents: number;
  readonly problems: number;
  /** times the build was copied to where what is live stands */
  readonly promotions: number;
  /** times files were marked: each where it was sealed and where it was copied to */
  readonly stamps: number;
  /** times the version was marked as released */
  readonly versionReleases: number;
  /** times a work item was linked to the run */
  readonly links: number;
  /** times the change was written to; its model leads from Scheduled by Implement to Review, one at a time */
  readonly changeMoves: number;
  /** ServiceNow's value: -2 Scheduled, -1 Implement, 0 Review */
  readonly changeState: string;
}

const release = { change: 'CHG0030001', item: 'ledger-api-prod' } as const;

type Row = Readonly<Record<string, string>>;

async function rows(sandbox: Sandbox, table: string, query: string): Promise<readonly Row[]> {
  const { userName, password } = servicenowCredentials.admin;
  const response = await fetch(`${sandbox.tools.servicenow.url}/api/now/table/${table}?sysparm_query=${encodeURIComponent(query)}&sysparm_exclude_reference_link=true`, {
    headers: { accept: 'application/json', authorization: `Basic ${btoa(`${userName}:${password}`)}` },
  });
  if (!response.ok) throw new Error(`the ServiceNow stand-in answered ${response.status} when ${table} was counted`);
  return (await response.json() as { readonly result: readonly Row[] }).result;
}

/** Counts begin here; how often the item was changed before is told by its own counter. */
export async function beginTally(sandbox: Sandbox, deployer: DeployerTool = 'github'): Promise<() => Promise<Tally>> {
  const item = async (): Promise<Row> => (await rows(sandbox, 'cmdb_ci_appl', `name=${release.item}`))[0] ?? {};
  const incidents = async (): Promise<number> => (await rows(sandbox, 'incident', 'correlation_idSTARTSWITHdeployment:')).length;
  const writesTo = (row: Row): number => Number(row['sys_mod_count']);
  const runs = async (): Promise<number> => (await startsAt(sandbox, deployer)).length;
  const problems = async (): Promise<number> => (await rows(sandbox, 'problem', 'correlation_idSTARTSWITHmuster:')).length;
  const before = { writes: writesTo(await item()), incidents: await incidents(), problems: await problems(), runs: await runs() };
  const { artifactory, jira, servicenow } = sandbox.tools;
  return async () => {
    const [now, change] = [await item(), (await rows(sandbox, 'change_request', `number=${release.change}`))[0] ?? {}];
    return {
      dispatches: postsTo(sandbox, deployer),
      runs: await runs() - before.runs,
      cmdbWrites: writesTo(now) - before.writes,
      cmdbVersion: now['version'] ?? '',
      incidents: await incidents() - before.incidents,
      problems: await problems() - before.problems,
      promotions: sum(artifactory.calls(), /^POST .*\/build\/promote\//),
      stamps: sum(artifactory.calls(), /^PUT .*\/api\/storage\//),
      versionReleases: sum(jira.calls(), /^PUT .*\/version\//),
      links: sum(jira.calls(), /^POST .*\/remotelink$/),
      changeMoves: sum(servicenow.calls(), /^PATCH .*\/change_request\//),
      changeState: change['state'] ?? '',
    };
  };
}

function sum(calls: Readonly<Record<string, number>>, endpoint: RegExp): number {
  return Object.entries(calls).reduce((total, [name, count]) => total + (endpoint.test(name) ? count : 0), 0);
}
