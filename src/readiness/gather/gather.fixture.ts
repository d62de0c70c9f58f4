import type { Account, Person } from '../../domain/person.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Reading } from '../../domain/ports/records.ts';
import type { AnyRecord } from '../../domain/record.ts';
import type { Link, LinkRelation } from '../../domain/release.ts';
import type { Waiver } from '../../domain/waiver.ts';
import { signed } from '../signed.fixture.ts';
import type { gap} from '../green.fixture.ts';
import { accountOf, articleFactsOf, blackoutOf, buildFactsOf, deploymentOf, greenArtifact, greenChange, greenFacts, greenItem, greenPlan, greenService, greenWork, incidentOf, ledger, levelOf, licencesOf, link, liveLedger, now, openLending, person, policy, testedBy } from '../green.fixture.ts';
import { judgeReadiness, type ReadinessPorts } from '../index.ts';
import type { Fact } from '../fact.ts';
import { gateSet } from '../gate-set.ts';

export const later = '2026-11-23T12:00:01.000Z';
export const { release, service } = greenFacts();
const builtBy = buildFactsOf().record;
const { record: article, reference: articleReference } = articleFactsOf();
const stored: AnyRecord[] = [...(builtBy.state === 'known' ? [builtBy.value] : []), greenChange, greenItem, greenWork, greenArtifact, ...(article.state === 'known' ? [article.value] : [])];
export const refs = { knowledge: articleReference, change: greenChange.source.reference, work: greenWork.source.reference, artifact: greenArtifact.source.reference, item: greenItem.source.reference };
export const links = [link('CHANGE', refs.change), link('WORK_ITEM', refs.work), link('ARTIFACT', refs.artifact), link('CONFIGURATION_ITEM', refs.item), link('KNOWLEDGE', articleReference)];

export interface World {
  readonly links?: readonly Link[];
  readonly gaps?: ReturnType<typeof gap>[];
  /** Looking for records of a relation takes as long as this. */
  readonly unseen?: (relation: LinkRelation) => Promise<void> | undefined;
  /** Answers instead of what is stored, by reference or identity (records) or relation. */
  readonly says?: Readonly<Record<string, Reading<unknown> | undefined>>;
  readonly testConnections?: readonly string[];
  readonly isProduction?: boolean;
  readonly freezes?: () => Promise<readonly never[]>;
  readonly waivers?: () => Promise<readonly Waiver[]>;
  readonly policy?: Policy;
  readonly nothingLive?: boolean;
  readonly lastKey?: string;
  /** A search whose answer is cut. */
  readonly cut?: string;
}

/** The gates that look at nothing but what every judgement gathers. */
const frugal: Policy = { ...policy, gates: policy.gates.filter(({ gate }) => gateSet().of(gate)?.asks.length === 0) };
export const asking = (...names: readonly string[]): Policy => ({ ...policy, gates: policy.gates.filter(({ gate }) => names.includes(gate)) });

/** Tools that answer at `later`, a second after the judgement began. */
export function ports(world: World = {}): ReadinessPorts & { asked: string[] } {
  const asked: string[] = [];
  const environment = { name: 'production', isProduction: world.isProduction ?? true, policy: 'production' };
  const relations: Readonly<Record<string, unknown>> = {
    'change.approvals': [{ approver: account('omar'), group: null, phase: 'RELEASE', state: 'APPROVED', decidedAt: null, comment: null }],
    'change.configurationItems': [greenItem],
    'artifact.evidence': [testedBy('acceptance')], 'artifact.statements': [{ name: 'x', subjectSha256: greenArtifact.sha256, envelope: signed([greenArtifact.sha256 ?? '']) }], 'service.serviceLevels': [levelOf()], 'change.conflicts': [], 'ci.impactedServices': [greenService], 'service.openIncidents': [incidentOf()], 'service.openProblems': [],
    'artifact.scan': { state: 'SCANNED', critical: 0, high: 0, medium: 0, low: 0, scannedAt: null, licences: ['MIT'] },
  };
  const reading = (value: unknown): Reading<unknown> => ({ state: 'found', value, fetchedAt: later, problem: null });
  const answer = (name: string): Reading<unknown> => {
    const found = stored.find((record) => record.source.reference === name || record.id === name);
    return found === undefined ? { state: 'absent', fetchedAt: later } : reading(found);
  };
  let moment = Date.parse(now);
  return {
    asked,
    graph: { assembleApart: (releases) => async (relation) => {
      await world.unseen?.(relation);
      return new Map(releases.map(({ key }) => [key, { links: (world.links ?? links).filter((one) => one.relation === relation), gaps: (world.gaps ?? []).filter((one) => one.relation === relation) }]));
    } },
    records: {
      read: ((kind: string, names: readonly string[]) => { asked.push(kind); return Promise.resolve(new Map(names.flatMap((name) => (world.says !== undefined && name in world.says ? (world.says[name] === undefined ? [] : [[name, world.says[name]]]) : [[name, answer(name)]])))); }) as never,
      relate: ((relation: string, ids: readonly string[]) => { asked.push(relation); return Promise.resolve(new Map(ids.map((id) => [id, world.says?.[relation] ?? reading(relations[relation])]))); }) as never,
      find: ((question: string, about: { emails?: readonly string[] }, _ask: unknown, among: unknown) => {
        asked.push(question);
        const found = question === 'windows.list' ? [blackoutOf()] : question === 'accounts.list' ? (about.emails ?? []).map((email) => accountOf(email.split('@')[0] ?? '')) : question === 'licences.list' ? known(licencesOf().licences) : known(licencesOf().entitlements);
        const failed = world.says?.[question];
        if (failed?.state === 'unreadable') return Promise.resolve([{ connection: 'servicenow', isProduction: true, records: [], isComplete: false, problem: failed.problem }]);
        expect(among).toEqual(['accounts.list', 'windows.list'].includes(question) ? 'production' : ['servicenow']);
        return Promise.resolve([{ connection: 'servicenow', isProduction: true, records: found, isComplete: world.cut !== question, problem: null }]);
      }) as never,
      readAtHand: () => undefined, relateAtHand: () => undefined, knownAs: () => Promise.resolve(new Map()), isProduction: () => true,
    },
    releases: { byKeys: (keys) => { asked.push(`releases ${keys.join()}`); return Promise.resolve(new Map(keys.includes(ledger.key) ? [[ledger.key, ledger]] : [])); } },
    deployments: {
      decisive: (keys) => { asked.push(`deployments of ${keys.join()}`); return Promise.resolve([deploymentOf()]); },
      lastAt: (serviceKey, where) => { asked.push(`last of ${serviceKey} in ${where}`); return Promise.resolve(liveLedger()); },
      running: (serviceKey, where) => { asked.push(`running of ${serviceKey} in ${where}`); return Promise.resolve(world.nothingLive === true ? null : liveLedger({ releaseKey: world.lastKey ?? ledger.key })); },
      open: () => { asked.push('open deployments'); return Promise.resolve([openLending()]); },
    },
    waivers: { approved: (key, where) => { asked.push(`waivers of ${key} in ${where}`); return world.waivers?.() ?? Promise.resolve([]); } },
    freezes: { unlifted: () => { asked.push('freezes'); return world.freezes?.() ?? Promise.resolve([]); } },
    plans: { latest: (keys) => Promise.resolve([{ ...greenPlan().plan, proposedBy: person('Kenji'), agreements: greenPlan().agreements.map(({ agreement }) => agreement) }].filter(({ releaseKey }) => keys.includes(releaseKey))) },
    catalogue: { environments: [environment], services: service === null ? [] : [service], policies: [frugal], environment: (name) => (name === 'production' ? environment : undefined), service: () => service ?? undefined, policyOf: () => world.policy ?? frugal },
    people: { ofAccount: ({ userName }) => person(capital(userName)), ofEmail: (email): Person => person(capital(email.split('@')[0] ?? '')) },
    connections: { byName: (name) => (['servicenow', 'jira', 'artifactory'].includes(name) ? { name, system: name.toUpperCase(), isProduction: world.testConnections?.includes(name) !== true, readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve() } : undefined) },
    gates: gateSet(),
    clock: { now: () => { const at = new Date(moment); moment += 2_000; return at; } },
  };
}

/** What a fixture knows. */
function known<T>(fact: Fact<T>): T {
  if (fact.state !== 'known') throw new Error('the fixture should know it');
  return fact.value;
}

function account(userName: string): Account {
  return { connection: 'servicenow', userName, name: capital(userName), email: null, isActive: true };
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export const everyTime = ['artifact', 'artifact.scan', 'change', 'change.approvals', 'change.configurationItems', 'ci', 'waivers of payments-2.4.0 in production', 'work-item'];
export const judge = (world?: World, basis: 'LIVE' | 'MIRROR' = 'LIVE') => judgeReadiness(ports(world), { release, environment: 'production', basis });
export const outcomes = async (world?: World, basis?: 'LIVE' | 'MIRROR') => Object.fromEntries((await judge(world, basis)).verdicts.map(({ gate, outcome }) => [gate, outcome]));
export const dated = (value: AnyRecord, fetchedAt: string): Reading<unknown> => ({ state: 'found', value, fetchedAt, problem: null });
