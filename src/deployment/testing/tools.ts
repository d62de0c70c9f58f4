import type { Change, ChangeState } from '../../domain/change.ts';
import type { ConfigurationItem, OperationalState } from '../../domain/configuration-item.ts';
import type { DeployerRun } from '../../domain/deployment.ts';
import type { Incident } from '../../domain/incident.ts';
import { instant } from '../../domain/instant.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Deployer, ObservedRun, RunLookup, RunReport, TriggerAnswer } from '../../domain/ports/deployer.ts';
import type { ChangeDesk, IncidentDesk, RunningVersionDesk } from '../../domain/ports/desk.ts';
import type { MeasuredSubject, Measurements } from '../../domain/ports/metrics.ts';
import type { Source } from '../../domain/source.ts';
import { Library } from './library.ts';
import { Planner, workItemId } from './planner.ts';
import { Problems } from './problems.ts';
import { Reached } from './reached.ts';

export const changeId = 'servicenow:change:c1';
export const itemId = 'servicenow:ci:i1';

/** What stands in the pretended tools, and how often each was really changed. Specs set and read it. */
export class Tools {
  readonly clock: Clock;
  changeState: ChangeState = 'SCHEDULED';
  isOnHold = false;
  changeMoves: ChangeState[] = [];
  closeCodes: (string | undefined)[] = [];
  changeNotes: string[] = [];
  itemState: OperationalState = 'OPERATIONAL';
  cmdbVersion: string | null = '2.3.9';
  cmdbWrites = 0;
  /** What reconciliation does with what is written; null: another source keeps its value. */
  reconciles = true;
  /** What the CMDB says a write would do; null: as it is. */
  rehearses: 'INSERTED' | null = null;
  readonly library = new Library((call) => this.#meet(call));
  readonly planner = new Planner((call) => this.#meet(call));
  readonly problems = new Problems((call) => this.#meet(call));
  readonly reached = new Reached();
  /** What a metric is measured as. */
  measures: (expression: string, subject: MeasuredSubject) => Measurements = () => ({ values: [0], isComplete: true });
  /** The item that incidents are about, as the tool knows it. */
  incidentItem: string | null = null;
  readonly incidents = new Map<string, Incident>();
  readonly runs = new Map<string, { report: RunReport['progress']; readonly run: DeployerRun }>();
  posts = 0;
  cancels = 0;
  /** The runs' own end; null: they go on. */
  runsEnd: RunReport['progress'] = 'SUCCEEDED';
  answersTrigger: 'ACCEPTED' | 'ACCEPTED_WITHOUT_RUN' | 'REFUSED' | 'LOST_AFTER' | 'LOST_BEFORE' = 'ACCEPTED';
  /** What the deployer's history tells, whoever started it. */
  history: ObservedRun[] = [];
  /** Asked before each call of a tool, with the call's name; may throw as a tool that fails does. */
  meet: (call: string) => void = () => undefined;
  /** How long after its trigger a run could still show up, milliseconds. */
  provenAfterMs = 5_000;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  change(): Change {
    return {
      kind: 'change', id: changeId, source: this.#source('change', 'CHG0030001'), label: 'CHG0030001', number: 'CHG0030001', title: null, description: null,
      type: 'NORMAL', state: this.changeState, stateLabel: null, approval: 'APPROVED', risk: null, isOnHold: this.isOnHold, plannedStartAt: null, plannedEndAt: null,
      assignedTo: null, requestedBy: null, backoutPlan: null, testPlan: null, correlationId: null, serviceName: null, template: null, conflictsCheckedAt: null,
    };
  }

  item(): ConfigurationItem {
    return { kind: 'ci', id: itemId, source: this.#source('ci', 'payments-prod'), label: 'payments-prod', name: 'payments-prod', className: 'cmdb_ci_appl', operationalState: this.itemState, runningVersion: this.cmdbVersion, environment: 'production', owner: null };
  }

  /** What stands under that name; null where there is nothing. Of most kinds there is only one. */
  record(kind: string, name: string): unknown {
    const records: Readonly<Record<string, () => unknown>> = {
      'incident': () => this.#incident(name), 'problem': () => this.problems.byId(name), 'change': () => this.change(), 'version': () => this.planner.version, 'work-item': () => ({ id: workItemId }),
    };
    return (records[kind] ?? (() => this.item()))();
  }

  connection(): Connection {
    return {
      name: 'servicenow', system: 'SERVICENOW', isProduction: true, readers: {}, relations: {}, finders: {},
      changeDesk: this.#changeDesk(), incidentDesk: this.#incidentDesk(), runningVersionDesk: this.#runningVersionDesk(), problemDesk: this.problems.desk(), libraryDesk: this.library.desk(), versionDesk: this.planner.versionDesk(), workItemDesk: this.planner.workItemDesk(), deployer: () => this.#deployer(),
      metrics: {
        check: () => undefined,
        measure: async (expression, subject) => {
          await this.#meet('measure');
          return this.measures(expression, subject);
        },
      },
      probe: () => Promise.resolve(),
    };
  }

  #changeDesk(): ChangeDesk {
    return {
      move: async (_id, to, { closeCode, workNote }) => {
        await this.#meet(`move:${to}`);
        const order: readonly ChangeState[] = ['SCHEDULED', 'IMPLEMENT', 'REVIEW', 'CLOSED'];
        if (order.indexOf(this.changeState) < order.indexOf(to)) {
          this.changeState = to;
          this.changeMoves.push(to);
          this.closeCodes.push(closeCode);
          this.changeNotes.push(workNote);
        }
        return this.change();
      },
    };
  }

  #incident(id: string): Incident | null {
    const known = [...this.incidents.values()].find((incident) => incident.id === id);
    return known === undefined ? null : { ...known, problemId: this.problems.explained.get(id) ?? null };
  }

  #incidentDesk(): IncidentDesk {
    return {
      createOrFind: async ({ correlation, title }) => {
        await this.#meet('incident');
        const known = this.incidents.get(correlation);
        const incident = known ?? { kind: 'incident', id: `servicenow:incident:${this.incidents.size + 1}`, source: this.#source('incident', 'INC1'), label: 'INC1', number: 'INC1', title, priority: null, isOpen: true, isMajor: null, openedAt: null, resolvedAt: null, configurationItemId: this.incidentItem, problemId: null, causedByChangeId: null } satisfies Incident;
        this.incidents.set(correlation, incident);
        return { incident, isNew: known === undefined };
      },
    };
  }

  #runningVersionDesk(): RunningVersionDesk {
    return {
      read: () => Promise.resolve(this.cmdbVersion),
      rehearse: (_target, version) => Promise.resolve({ item: itemId, operation: this.rehearses ?? (this.cmdbVersion === version ? 'UNCHANGED' : 'UPDATED'), version: this.cmdbVersion }),
      write: async (_target, version) => {
        await this.#meet('cmdb');
        const isNews = this.cmdbVersion !== version;
        if (isNews) this.cmdbWrites += 1;
        if (this.reconciles) this.cmdbVersion = version;
        return { item: itemId, operation: isNews ? 'UPDATED' : 'UNCHANGED', version: this.cmdbVersion };
      },
    };
  }

  #deployer(): Deployer {
    return {
      name: 'github-actions', system: 'GITHUB', connection: 'servicenow', parameters: {},
      trigger: async ({ correlation }) => { await this.#meet('trigger'); return this.#post(correlation); },
      find: async (correlation, triggeredAt) => { await this.#meet('find'); return this.#find(correlation, triggeredAt); },
      observe: async (runId) => { await this.#meet('observe'); return this.#observe(runId); },
      cancel: async (runId) => { await this.#meet('cancel'); this.cancels += 1; this.#runNamed(runId).report = 'CANCELED'; },
      history: async () => { await this.#meet('history'); return { records: this.history, isComplete: true }; },
    };
  }

  #post(correlation: string): TriggerAnswer {
    if (this.answersTrigger === 'REFUSED') return { outcome: 'REFUSED', because: 'no such workflow.' };
    if (this.answersTrigger === 'LOST_BEFORE') return { outcome: 'UNCLEAR', because: 'the connection broke.' };
    this.posts += 1;
    const run: DeployerRun = { source: this.#source('build', `run ${this.posts}`), runId: `run-${this.posts}`, status: 'queued', url: `https://ci.example/${this.posts}`, startedAt: null, finishedAt: null };
    this.runs.set(correlation, { report: this.runsEnd, run });
    if (this.answersTrigger === 'LOST_AFTER') return { outcome: 'UNCLEAR', because: 'the connection broke.' };
    return { outcome: 'ACCEPTED', run: this.answersTrigger === 'ACCEPTED' ? run : null };
  }

  #find(correlation: string, triggeredAt: string): RunLookup {
    const found = this.runs.get(correlation);
    if (found) return { outcome: 'FOUND', run: found.run };
    return { outcome: 'ABSENT', isProven: this.clock.now().getTime() - Date.parse(triggeredAt) > this.provenAfterMs };
  }

  #observe(runId: string): RunReport {
    const { report, run } = this.#runNamed(runId);
    const hasEnded = report !== 'PENDING' && report !== 'RUNNING';
    return { progress: report, because: `The run is ${report}.`, run: { ...run, status: report, finishedAt: hasEnded ? instant(this.clock.now()) : null } };
  }

  #runNamed(runId: string): { report: RunReport['progress']; readonly run: DeployerRun } {
    const found = [...this.runs.values()].find(({ run }) => run.runId === runId);
    if (!found) throw new Error(`no run ${runId}`);
    return found;
  }

  #meet(call: string): Promise<void> {
    return Promise.resolve().then(() => { this.meet(call); });
  }

  #source(kind: 'change' | 'ci' | 'incident' | 'build', key: string): Source {
    return { reference: `servicenow:${kind}:${key}`, system: 'SERVICENOW', connection: 'servicenow', key, url: null, fetchedAt: instant(this.clock.now()), isStale: false, problem: null };
  }
}
