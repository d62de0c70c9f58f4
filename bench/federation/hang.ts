import { setTimeout as pause } from 'node:timers/promises';
import { aDayLater, say } from './cold.ts';
import { answerOf, type Answer, type Operation, type Told } from './endpoint.ts';
import { median, rounded } from './median.ts';
import { page } from './operations.ts';
import { differences } from './same.ts';
import type { Party, Stage } from './stage.ts';

/** The tools behind the page, and the parts of it that each tells. */
const partsOf = { servicenow: ['service', 'changes', 'configurationItems'], jira: ['workItems'], artifactory: ['package'] } as const;
type PageTool = keyof typeof partsOf;
const pageTools = Object.keys(partsOf) as PageTool[];

/** As the sandbox's configuration says of a page. */
const deadlineMs = 2_000;
const callMs = 30;
/** So many pages may find a hanging tool before its circuit has to be open. */
const mostUntilOpen = 15;

interface Hung { readonly overMs: number; readonly errors: number; readonly isEqual: boolean }
interface Circuit { readonly toHealthy: number | null }

/**
 * One tool hangs, every one in turn: with copies of a day ago, and with none at all. Then its circuit is to open, after which
 * the page takes as long as with all tools healthy. The worst of all is told.
 */
export async function measureHang(stage: Stage) {
  await stage.tools.slow(callMs);
  const [hung, circuits]: [Hung[], Circuit[]] = [[], []];
  for (const tool of pageTools) {
    const { withCopies, circuit } = await hangWithCopies(stage, tool);
    hung.push(withCopies);
    circuits.push(circuit);
    if (stage.sql !== null) hung.push(await hangWithout(stage, tool));
  }
  const isRootMirrored = await rootDown(stage);
  await stage.tools.slow(0);
  const ratios = circuits.map(({ toHealthy }) => toHealthy);
  return {
    figures: {
      hangOverDeadlineMs: rounded(Math.max(...hung.map(({ overMs }) => overMs)), 0),
      hangErrors: hung.map(({ errors }) => errors).toSorted((a, b) => Math.abs(b - 1) - Math.abs(a - 1))[0] ?? null,
      openCircuitToHealthy: ratios.some((ratio) => ratio === null) ? null : rounded(Math.max(...ratios.map(Number))),
      rootDownMirrored: isRootMirrored,
    },
    isEqual: hung.every(({ isEqual }) => isEqual),
  };
}

async function hangWithCopies(stage: Stage, tool: PageTool): Promise<{ readonly withCopies: Hung; readonly circuit: Circuit }> {
  return withHub(stage, { LATER_MS: '16000' }, async (hub) => {
    const healthy = await warm(hub);
    const cold = await coldPage(hub);
    const healthyMs = await medianOf(5, cold);
    await cold.age();
    await stage.tools.fault(tool, [{ kind: 'hang' }]);
    const withCopies = judged(tool, 'with copies', healthy, await hub.endpoint.ask(cold.operation));
    const circuit = await openCircuit(hub, tool, cold, healthyMs);
    return { withCopies, circuit };
  });
}

/** Nothing was ever kept: the copies are taken away while no hub runs. */
async function hangWithout(stage: Stage, tool: PageTool): Promise<Hung> {
  const healthy = await withHub(stage, {}, warm);
  await stage.sql?.('delete from muster.copy');
  return withHub(stage, {}, async (hub) => {
    await stage.tools.fault(tool, [{ kind: 'hang' }]);
    return judged(tool, 'without copies', healthy, await hub.endpoint.ask(page));
  });
}

async function openCircuit(hub: Party, tool: PageTool, cold: ColdPage, healthyMs: number): Promise<Circuit> {
  for (let asked = 1; asked <= mostUntilOpen; asked += 1) {
    const { milliseconds } = await hub.endpoint.ask(cold.operation);
    if (milliseconds > deadlineMs / 2) continue;
    const openMs = await medianOf(5, cold);
    say(`${tool} hangs: circuit open after ${asked + 1} pages; the page then takes ${openMs.toFixed(0)} ms, healthy ${healthyMs.toFixed(0)} ms`);
    return { toHealthy: openMs / healthyMs };
  }
  say(`${tool} hangs: ${mostUntilOpen + 1} pages, and each waited for it: no circuit opened`);
  return { toHealthy: null };
}

function judged(tool: PageTool, how: string, healthy: Answer, told: Told): Hung {
  const { data, errors } = answerOf(told);
  const typed = errors.filter(({ extensions }) => extensions?.['code'] === 'SOURCE_UNAVAILABLE' && extensions['connection'] === tool);
  const found = differences(others(tool, healthy), others(tool, { data, errors }));
  say(`${tool} hangs, ${how}: HTTP ${told.status} after ${told.milliseconds.toFixed(0)} ms, ${errors.length} errors (${typed.length} typed of ${tool}), other data ${found.length === 0 ? 'equal' : 'differs'}`);
  for (const sentence of found.slice(0, 3)) say(`  ${sentence}`);
  for (const { message, extensions } of errors.filter((error) => !typed.includes(error))) say(`  ${message} ${JSON.stringify(extensions)}`);
  return { overMs: told.milliseconds - deadlineMs, errors: typed.length === errors.length ? errors.length : errors.length + 1, isEqual: found.length === 0 };
}

/** What the other tools tell of the page; how much work there is in all nobody knows while builds, which list some, cannot be read. */
function others(tool: PageTool, { data, errors }: Answer): Answer {
  const own: readonly string[] = partsOf[tool];
  const { workItems, ...rest } = (data?.['release'] ?? {}) as Readonly<Record<string, unknown>>;
  const work = tool === 'artifactory' ? { nodes: (workItems as { readonly nodes?: unknown } | null)?.nodes } : workItems;
  return { data: { release: Object.fromEntries(Object.entries({ ...rest, workItems: work }).filter(([part]) => !own.includes(part))) }, errors };
}

/** The tool at the page's root answers 503: what the mirror has of it is still there, each record with its age and the reason. */
async function rootDown(stage: Stage): Promise<boolean> {
  return withHub(stage, {}, async (hub) => {
    await warm(hub);
    await aDayLater(hub);
    await stage.tools.fault('servicenow', [{ kind: 'status', status: 503 }]);
    const { data, errors } = answerOf(await hub.endpoint.ask(page));
    const release = data?.['release'] as RootPart | null | undefined;
    const sources = [release?.service, ...release?.changes?.nodes ?? [null], ...release?.configurationItems?.nodes ?? [null]].map((record) => record?.source);
    const isMirrored = sources.length > 2 && sources.every((source) => source?.isStale === true && typeof source.fetchedAt === 'string');
    say(`servicenow down: ${sources.length} records of it, ${sources.filter((source) => source?.isStale === true).length} marked stale with their age, ${errors.length} errors`);
    return isMirrored;
  });
}

interface Mirrored { readonly source: { readonly isStale: boolean; readonly fetchedAt: string | null } }
interface RootPart {
  readonly service: Mirrored | null;
  readonly changes: { readonly nodes: readonly (Mirrored | null)[] } | null;
  readonly configurationItems: { readonly nodes: readonly (Mirrored | null)[] } | null;
}

async function withHub<T>(stage: Stage, environment: Readonly<Record<string, string>>, use: (hub: Party) => Promise<T>): Promise<T> {
  const hub = await stage.startHub({ isSteerable: true, hasShortDeadlines: true, environment });
  try {
    return await use(hub);
  } finally {
    for (const tool of pageTools) await stage.tools.fault(tool, []);
    await hub.stop();
  }
}

async function warm(hub: Party): Promise<Answer> {
  for (let turn = 0; turn < 3; turn += 1) await hub.endpoint.ask(page);
  await aDayLater(hub);
  const answer = answerOf(await hub.endpoint.ask(page));
  if (answer.errors.length > 0) throw new Error(`The page with all tools healthy: ${JSON.stringify(answer.errors)}`);
  return answer;
}

/** The page, and how its copies come of age without time passing so fast that an open circuit is tried again. */
interface ColdPage {
  readonly operation: Operation;
  age(): Promise<void>;
  ask(): Promise<Told>;
}

async function coldPage(hub: Party): Promise<ColdPage> {
  const young = { ...page, query: page.query.replace(') {', ') @freshness(maxAge: "PT1S") {') };
  const knowsFreshness = answerOf(await hub.endpoint.ask(young).then((told) => ({ ...told, status: 200 }))).errors.length === 0;
  const operation = knowsFreshness ? young : page;
  const age = async (): Promise<void> => { await (knowsFreshness ? pause(1_100) : aDayLater(hub)); };
  return {
    operation, age,
    ask: async () => {
      await age();
      return hub.endpoint.ask(operation);
    },
  };
}

async function medianOf(repetitions: number, cold: ColdPage): Promise<number> {
  const times: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) times.push((await cold.ask()).milliseconds);
  return median(times);
}
