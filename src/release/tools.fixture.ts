import type { Artifact, Build } from '../domain/artifact.ts';
import type { Change } from '../domain/change.ts';
import type { ConfigurationItem } from '../domain/configuration-item.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { FoundIn, Reading, Records } from '../domain/ports/records.ts';
import type { AnyRecord, QuestionName, Questions, ReadableKind, RecordTypes, RelationName, RelationTypes } from '../domain/record.ts';
import type { Source, SourceProblem } from '../domain/source.ts';
import type { WorkItem } from '../domain/work-item.ts';

/** One tool: what it keeps, and what is wrong with it. */
export interface FakeTool {
  readonly isProduction: boolean;
  readonly records: AnyRecord[];
  problem: SourceProblem | null;
  isComplete: boolean;
}

/** Tools for specs: they search what a spec put into them, sloppily as tools do, and fail when told to. */
export class FakeTools implements Records {
  readonly tools: Record<'servicenow' | 'jira' | 'artifactory' | 'sandbox-servicenow', FakeTool> = { 'servicenow': tool(true), 'jira': tool(true), 'artifactory': tool(true), 'sandbox-servicenow': tool(false) };
  /** Items of changes, by the change's identity. */
  readonly items = new Map<string, readonly ConfigurationItem[]>();
  /** Every question asked, e.g. "find changes.ofReleases", "read change". */
  readonly asked: string[] = [];
  readonly bundles = new Map<string, readonly Artifact[]>();
  readonly #now: string;

  constructor(now: string) {
    this.#now = now;
  }

  read<K extends ReadableKind>(kind: K, names: readonly string[], _ask: Ask): Promise<ReadonlyMap<string, Reading<RecordTypes[K]>>> {
    this.asked.push(`read ${kind}`);
    return Promise.resolve(new Map(names.map((name): [string, Reading<RecordTypes[K]>] => {
      const { problem, records } = this.#toolOf(name);
      if (problem !== null) return [name, { state: 'unreadable', problem }];
      const found = records.find((record): record is RecordTypes[K] => record.kind === kind && (record.source.reference === name || record.id === name));
      return [name, found === undefined ? { state: 'absent', fetchedAt: this.#now } : { state: 'found', value: toldOf(found, records), fetchedAt: this.#now, problem: null }];
    })));
  }

  relate<N extends RelationName>(relation: N, ids: readonly string[], _ask: Ask): Promise<ReadonlyMap<string, Reading<RelationTypes[N]>>> {
    this.asked.push(`relate ${relation}`);
    return Promise.resolve(new Map(ids.map((id): [string, Reading<RelationTypes[N]>] => {
      const { problem } = this.#toolOf(id);
      if (problem !== null) return [id, { state: 'unreadable', problem }];
      return [id, { state: 'found', value: (this.items.get(id) ?? []) as unknown as RelationTypes[N], fetchedAt: this.#now, problem: null }];
    })));
  }

  /** It keeps no copies. */
  readAtHand(): undefined {
    return undefined;
  }

  relateAtHand(): undefined {
    return undefined;
  }

  knownAs(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map());
  }

  find<Q extends QuestionName>(question: Q, about: Questions[Q]['ask'], _ask: Ask, connections?: readonly string[] | 'production'): Promise<readonly FoundIn<Questions[Q]['finds']>[]> {
    this.asked.push(`find ${question}`);
    const every = question.startsWith('changes') ? ['servicenow', 'sandbox-servicenow'] : [];
    const names = typeof connections === 'object' ? connections : every.filter((name) => connections === undefined || this.#toolOf(name).isProduction);
    return Promise.resolve(names.map((connection) => {
      const { problem, isComplete, isProduction, records } = this.#toolOf(connection);
      const found = problem === null ? this.#search(question, about, records) : [];
      return { connection, isProduction, problem, isComplete, records: found as Questions[Q]['finds'][] };
    }));
  }

  isProduction(connection: string): boolean {
    return Object.entries(this.tools).some(([name, one]) => name === connection && one.isProduction);
  }

  #search(question: QuestionName, about: object, records: readonly AnyRecord[]): readonly AnyRecord[] {
    const of = <K extends ReadableKind>(kind: K) => records.filter((record): record is RecordTypes[K] => record.kind === kind);
    const asked = about as Partial<Record<string, string> & { keys: string[]; names: string[]; digests: string[]; versions: string[]; builds: { name: string; number: string }[] }>;
    switch (question) {
      // As LIKE does it: payments-2.4.0 is found in payments-2.4.01 too.
      case 'changes.ofReleases': return of('change').filter(({ correlationId, title, description, source }) =>
        asked.names?.includes(source.reference) === true || asked.keys?.some((key) => correlationId === key || `${title ?? ''} ${description ?? ''}`.includes(key)));
      case 'work-items.ofVersions': return of('work-item').filter(({ key, fixVersions }) => key.startsWith(`${asked['project'] ?? ''}-`) && (fixVersions === null || asked.versions?.some((version) => fixVersions.includes(version))));
      case 'builds.ofVersion': return of('build').filter(({ name }) => name === asked['name']).map((one) => toldOf(one, records));
      case 'artifacts.bySha256': return of('artifact').filter(({ sha256 }) => sha256 !== null && asked.digests?.includes(sha256));
      case 'artifacts.ofBuilds': return of('artifact').filter((one) => asked.builds?.some(({ name, number }) => one.buildName === name && one.buildNumber === number));
      case 'artifacts.ofBundle': return this.bundles.get(`${asked['name'] ?? ''}/${asked['version'] ?? ''}`) ?? [];
      default: return [];
    }
  }

  #toolOf(name: string): FakeTool {
    const found = Object.entries(this.tools).find(([connection]) => name === connection || name.startsWith(`${connection}:`));
    return found?.[1] ?? tool(false);
  }
}

/** A build that says nothing else lists the files that carry its name. */
function toldOf<R extends AnyRecord>(record: R, records: readonly AnyRecord[]): R {
  if (record.kind !== 'build' || record.artifacts.length > 0) return record;
  const own = records.filter((one): one is Artifact => one.kind === 'artifact' && one.buildName === record.name && one.buildNumber === record.number);
  return { ...record, artifacts: own.map(({ name, sha256, path, source: { reference } }) => ({ name, sha256, path: path === '.' ? name : `${path}/${name}`, reference })) };
}

export const timeout: SourceProblem = { code: 'TIMEOUT', message: 'no answer', sinceAt: '2026-11-23T12:00:00.000Z', retryAt: null };

function tool(isProduction: boolean): FakeTool {
  return { isProduction, records: [], problem: null, isComplete: true };
}

function source(reference: string): Source {
  const [connection = '', , ...key] = reference.split(':');
  return { reference, system: connection.toUpperCase(), connection, key: key.join(':'), url: null, fetchedAt: '2026-11-23T12:00:00.000Z', isStale: false, problem: null };
}

export function change(number: string, given: Partial<Change> = {}, connection = 'servicenow'): Change {
  return {
    kind: 'change', id: `${connection}:change:sys-${number}`, source: source(`${connection}:change:${number}`), label: number, number, title: 'A change', description: 'Of something.', type: 'NORMAL', state: 'SCHEDULED', stateLabel: null,
    approval: 'APPROVED', risk: null, isOnHold: false, plannedStartAt: null, plannedEndAt: null, assignedTo: null, requestedBy: null, backoutPlan: null, testPlan: null, correlationId: null, serviceName: null, template: null, conflictsCheckedAt: null, ...given,
  };
}

export function item(name: string, environment: string | null): ConfigurationItem {
  return { kind: 'ci', id: `servicenow:ci:sys-${name}`, source: source(`servicenow:ci:${name}`), label: name, name, className: 'cmdb_ci_appl', operationalState: 'OPERATIONAL', runningVersion: null, environment, owner: null };
}

export function workItem(key: string, fixVersions: readonly string[] | null = ['2.4.0']): WorkItem {
  return { kind: 'work-item', id: `jira:work-item:id-${key}`, source: source(`jira:work-item:${key}`), label: key, key, title: null, itemKind: null, statusLabel: null, progress: 'DONE', assignee: null, fixVersions };
}

export function artifact(name: string, given: Partial<Artifact> = {}): Artifact {
  return { kind: 'artifact', id: `artifactory:artifact:id-${name}`, source: source(`artifactory:artifact:libs/${name}`), label: name, repository: 'libs', path: '.', name, sizeBytes: 1, sha256: 'a'.repeat(64), buildName: 'payments', buildNumber: '118', properties: null, ...given };
}

export function build(number: string, workItemKeys: readonly string[] = []): Build {
  return { kind: 'build', id: `artifactory:build:payments/${number}`, source: source(`artifactory:build:payments/${number}`), label: `payments/${number}`, name: 'payments', number, startedAt: null, url: null, testsPassed: null, vcsRevision: null, vcsRepository: null, artifacts: [], workItemKeys };
}
