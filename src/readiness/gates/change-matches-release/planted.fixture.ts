import type { Artifact } from '../../../domain/artifact.ts';
import type { Change } from '../../../domain/change.ts';
import { known } from '../../fact.ts';
import type { ChangeFacts, Facts } from '../../facts.ts';
import { approvedBy, deploymentOf, greenItem, kenji, now, omar, workFactsOf } from '../../green.fixture.ts';
import { account, type Told } from './clean-release.fixture.ts';
import type { ContradictionKind } from './contradiction.ts';

/** One contradiction, put into a release that had none; `way` picks one of the ways in which it comes about. */
export type Plant = (told: Told, way: number) => Facts;

const change = ({ facts }: Told, spoil: Partial<Change>, given: Partial<ChangeFacts> = {}): Facts => ({
  ...facts, changes: facts.changes.map((one) => (one.record.state === 'known' ? { ...one, ...given, record: known({ ...one.record.value, ...spoil }, one.record.fetchedAt) } : one)),
});
const plan = ({ facts }: Told, spoil: Partial<NonNullable<Facts['plan']>['plan']>): Facts => ({ ...facts, plan: facts.plan === null ? null : { ...facts.plan, plan: { ...facts.plan.plan, ...spoil } } });
const first = ({ facts }: Told, spoil: Partial<Artifact>): Facts => ({
  ...facts, artifacts: facts.artifacts.map((one, index) => (index === 0 && one.record.state === 'known' ? { ...one, record: known({ ...one.record.value, ...spoil }, now) } : one)),
});
const target = ({ facts }: Told, spoil: Partial<typeof greenItem>): Facts => ({ ...facts, target: facts.target?.record.state === 'known' ? { ...facts.target, record: known({ ...facts.target.record.value, ...spoil }, now) } : facts.target });
const pick = <T>(way: number, ...ways: readonly [T, ...T[]]): T => ways[way % ways.length] ?? ways[0];
const elsewhere = ({ facts }: Told): string => (facts.environment.name === 'staging' ? 'production' : 'staging');

/** The twelve kinds, each in several ways. */
export const plants: Readonly<Record<ContradictionKind, Plant>> = {
  VERSION_IN_THE_TEXT: (told, way) => {
    const { release, service } = told.facts;
    const [name, key] = [service?.name ?? '', release.serviceKey];
    return change(told, pick(way, { title: `Deploy ${name} ${told.previous} to ${told.facts.environment.name}` }, { description: `Deploys release ${key}-1${told.version} of ${name}.` }, { title: `${name}: ${told.version}1` }, { title: `Deploy Ledger ${told.version} to ${told.facts.environment.name}` }, { correlationId: `${key}-${told.previous}` }, { title: `Deploy ${name} ${told.version}-rc1` }));
  },
  DIGEST_IN_THE_LIBRARY: (told, way) => pick(way, first(told, { sha256: 'e'.repeat(64) }), change(told, { description: `Deploys sha256:${'f'.repeat(64)}.` })),
  SERVICE: (told, way) => change(told, { serviceName: pick(way, 'Ledger', 'LEDGER', 'Treasury') }),
  CONFIGURATION_ITEM: (told, way) => change(told, {}, { items: known([pick(way, { ...greenItem, id: 'servicenow:ci:i7', name: 'ledger-api', environment: null }, { ...greenItem, id: 'servicenow:ci:i8', name: told.facts.target?.declaration.match ?? '', environment: null })], now) }),
  ENVIRONMENT: (told, way) => {
    const items = told.facts.changes[0]?.items;
    const moved = items?.state === 'known' ? known(items.value.map((item) => ({ ...item, environment: elsewhere(told) })), now) : known([], now);
    return pick(way, change(told, { title: `Deploy ${told.facts.release.key} to ${elsewhere(told).toUpperCase()}` }), change(told, {}, { items: moved }), change(told, { title: `Deploy ${told.facts.release.key}`, description: `Deploys it to the ${elsewhere(told)} environment.` }));
  },
  WINDOW: (told, way) => plan(told, { window: pick(way, { startAt: '2026-12-05T02:00:00.000Z', endAt: '2026-12-05T06:00:00.000Z' }, { startAt: '2026-11-28T04:00:00.000Z', endAt: '2026-11-28T08:00:00.000Z' }, { startAt: '2026-11-28T02:00:00.000-08:00', endAt: '2026-11-28T06:00:00.000-08:00' }) }),
  REQUESTER_APPROVED: (told, way) => change(told, {}, { approvals: known([approvedBy(omar), approvedBy(pick(way, kenji, { ...kenji, id: 'person:other', email: 'KENJI@northbank.example' }))], now) }),
  OWNER_LEFT: (told, way) => pick(way, change(told, { assignedTo: account('kenji', false) }), target(told, { owner: account('grace', false) }), { ...told.facts, workItems: [...told.facts.workItems, workFactsOf({ id: 'jira:work-item:7', key: 'CORE-7', assignee: account('grace', false) })] }),
  PLANNED_VERSION: (told, way) => ({ ...told.facts, workItems: [...told.facts.workItems, workFactsOf({ id: 'jira:work-item:8', key: 'PAY-8', label: 'PAY-8', fixVersions: pick(way, [told.previous], [`1${told.version}`], [`${told.version}1`, 'Sprint 41'], [`${told.version}-rc1`]) })] }),
  BUILD: (told, way) => pick(way, first(told, { buildName: 'ledger', buildNumber: '118' }), {
    ...told.facts, artifacts: told.facts.artifacts.map((one, index) => (one.record.state === 'known' ? { ...one, record: known({ ...one.record.value, buildName: told.facts.release.serviceKey, buildNumber: String(117 + index) }, now) } : one)),
  }),
  RUNNING_VERSION: (told, way) => {
    const { release, environment } = told.facts;
    const last = { ...release, key: `${release.serviceKey}-${told.previous}`, version: told.previous };
    const isOurs = { ...told, facts: { ...told.facts, asked: { ...told.facts.asked, lastOfService: known({ deployment: deploymentOf({ releaseKey: last.key, serviceKey: release.serviceKey, environment: environment.name }), release: last }, now) } } };
    return pick(way, target(isOurs, { runningVersion: `0.${told.previous}` }), target(told, { runningVersion: `9${told.version}` }), target(isOurs, { runningVersion: told.version }));
  },
  BACKOUT_PLAN: (told, way) => {
    const { release, service } = told.facts;
    const backoutPlan = pick(way, `Take ${release.serviceKey}-9${told.version} out again.`, 'Back out ledger-1.9.2 as written in its runbook.', `Back out ${service?.name ?? ''} 9${told.version}.`, `Redeploy ${release.serviceKey}-0.0.1 from the library.`);
    return way % 2 === 0 ? plan(told, { backoutPlan }) : change(told, { backoutPlan });
  },
};
