import fc from 'fast-check';
import type { ServiceDeclaration } from '../../../domain/environment.ts';
import { known } from '../../fact.ts';
import type { Facts } from '../../facts.ts';
import { approvedBy, artifactFactsOf, changeFactsOf, deploymentOf, grace, greenFacts, greenItem, greenPlan, greenWork, kenji, now, omar, policyGate, source, workFactsOf } from '../../green.fixture.ts';

/** How one clean release is spelled: every choice is another near-miss that is no contradiction. */
const spelling = fc.record({
  service: fc.constantFrom(['payments', 'Payments'], ['online-banking', 'Online Banking'], ['cards', 'Cards'], ['lending', 'Lending Core']),
  version: fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 })),
  environment: fc.constantFrom('production', 'staging', 'test'),
  said: fc.constantFrom((version: string) => version, (version: string) => `v${version}`, (version: string) => `${version}+build.7`, (version: string) => `version ${version}`),
  title: fc.constantFrom('Deploy {name} {said} to {environment}', '{NAME}   {said} to {environment}', 'Deploy {key}', 'Upgrade {name} from {previous} to {version}', '{name}\u00a0{said}: go live in {environment}', 'Deploy {said} of {name}', 'Replace {service}-{previous} by {key}', 'Deploy {nbkey} to {environment}'),
  description: fc.constantFrom(
    'Deploys release {key} of {name} to {environment}.', 'As agreed.', 'Supersedes {service}-{previous}. Tested in {other} last week.', 'If it fails, back out to {service}-{previous}.', 'Rollback plan: deploy {service}-{previous} again.',
    'Runs on Java 17.0.1 and libpq 1{version}; see runbook {version}1.', '{name} {previous} was deployed in May and is replaced.', 'Fixes the incident of {name} {previous}; 99.9 % of the bookings are not concerned.', 'Deployed to {other} on Friday, then goes to {environment}.', 'The digest is {digest}.',
  ),
  spelledEnvironment: fc.constantFrom((name: string) => name, (name: string) => name.toUpperCase(), (name: string) => ({ production: 'Prod', staging: 'STG', test: 'Testing' })[name] ?? name),
  serviceName: fc.constantFrom('{name}', '{NAME}', ' {service} ', '{item}', null),
  window: fc.constantFrom('none', 'same', 'zone', 'narrower', 'wider'),
  planned: fc.constantFrom(['{version}'], ['v{version}'], ['{name} {version}', 'Backlog 2026'], ['Sprint 41'], [], ['{previous}', '{version}+build.7']),
  runs: fc.constantFrom('{previous}', 'v{previous}', '{previous}+build.3'),
  isOurs: fc.boolean(),
  backout: fc.constantFrom('Redeploy the previous package from the library.', 'Redeploy {service}-{previous} from the library.', 'Back out {key} and go back to {name} v{previous}.', 'Take {key} out again.', 'Roll back to {service}-{previous}.', 'Back out of {name} {version}; restart the workers within 3.5 hours.'),
  item: fc.constantFrom('renamed', 'beside', 'shouted'),
  owner: fc.constantFrom(true, null),
  build: fc.constantFrom('{service}', '{service}-web', '{SERVICE}', null),
  parameters: fc.constantFrom({}, { version: 'v{version}' }, { version: '{version}+build.7', environment: '{environment}' }),
});
export type Spelling = typeof spelling extends fc.Arbitrary<infer T> ? T : never;

/** What a generated release goes by; what plants need to spoil it. */
export interface Told {
  readonly facts: Facts;
  readonly version: string;
  readonly previous: string;
}

/** A release about which change, plan, package, work and CMDB say the same, each in words of its own. */
export const cleanRelease: fc.Arbitrary<Told> = spelling.map((spelled) => {
  const { service: [serviceKey, name], version: [major, minor, patch], environment } = spelled;
  const [version, previous] = [`${major}.${minor}.${patch}`, `${major}.${minor}.${patch - 1}`];
  const key = `${serviceKey}-${version}`;
  const [item, base] = [`${serviceKey}-api-${environment}`, greenFacts()];
  const sha256 = 'c'.repeat(64);
  const words: Readonly<Record<string, string>> = {
    name, NAME: name.toUpperCase(), service: serviceKey, SERVICE: serviceKey.toUpperCase(), version, previous, key, nbkey: key.replaceAll('-', '\u2011'), said: spelled.said(version), item, digest: sha256.toUpperCase(),
    environment: spelled.spelledEnvironment(environment), other: environment === 'staging' ? 'test' : 'staging',
  };
  const say = (text: string): string => text.replace(/\{(\w+)\}/g, (_all, word: string) => words[word] ?? word);
  const declaration = { connection: 'servicenow', className: 'cmdb_ci_appl', match: item, versionAttribute: 'version', discoverySource: 'Muster' };
  const service: ServiceDeclaration = {
    key: serviceKey, name, record: `servicenow:service:${name}`, workItems: { connection: 'jira', project: 'PAY', isVersionReleased: true, areLinked: true }, artifacts: { connection: 'artifactory', build: serviceKey, path: `libs/${serviceKey}`, promoteTo: {}, isStamped: true },
    targets: { [environment]: declaration }, deployers: { [environment]: { connection: 'github', name: 'actions', settings: {} } },
  };
  const target = { ...greenItem, name: item, label: item, environment: say('{environment}'), runningVersion: say(spelled.runs), source: source(`servicenow:ci:${item}`), owner: account('grace', spelled.owner) };
  const own = { ...target, name: spelled.item === 'renamed' ? `${item}-old` : spelled.item === 'shouted' ? item.toUpperCase() : item };
  const beside = { ...greenItem, id: 'servicenow:ci:i5', name: 'edge-lb', environment: null };
  const window = { startAt: '2026-11-28T02:00:00.000Z', endAt: '2026-11-28T06:00:00.000Z' };
  const change = changeFactsOf({
    title: say(spelled.title), description: say(spelled.description), correlationId: key, serviceName: spelled.serviceName === null ? null : say(spelled.serviceName), plannedStartAt: window.startAt, plannedEndAt: window.endAt,
    backoutPlan: say(spelled.backout), assignedTo: account('kenji', spelled.owner),
  }, { items: known(spelled.item === 'beside' ? [beside, own] : [own], now), approvals: known([approvedBy(omar), approvedBy(grace), approvedBy(kenji, { phase: 'BUILD_AND_TEST' })], now) });
  const artifacts = ['api', 'worker'].map((part) => artifactFactsOf({
    id: `artifactory:artifact:${part}`, name: `${serviceKey}-${part}-${version}.tgz`, label: `${serviceKey}-${part}-${version}.tgz`, sha256, buildName: spelled.build === null ? null : say(spelled.build), buildNumber: spelled.build === null ? null : '118',
    source: source(`artifactory:artifact:libs/${serviceKey}/${version}/${serviceKey}-${part}-${version}.tgz`),
  }, { pinnedSha256: sha256 }));
  const release = { ...base.release, key, version, serviceKey, sealed: base.release.sealed === null ? null : { ...base.release.sealed, artifacts: artifacts.map(({ reference }) => ({ reference, name: reference, sha256 })) } };
  const last = { ...release, key: `${serviceKey}-${previous}`, version: previous };
  const parameters = Object.fromEntries(Object.entries(spelled.parameters).map(([field, value]) => [field, say(value)]));
  return {
    version, previous,
    facts: greenFacts({
      release, service, otherServices: [{ ...service, key: 'ledger', name: 'Ledger', record: null, targets: {}, artifacts: null }], environment: { name: environment, isProduction: environment === 'production', policy: 'production' },
      changes: [change], artifacts, items: [], workItems: [workFactsOf({ fixVersions: spelled.planned.map(say) }), workFactsOf({ ...greenWork, id: 'jira:work-item:9', key: 'CORE-9', fixVersions: ['9.9.9'] })],
      target: { ...base.target, declaration, reference: `servicenow:ci:${item}`, link: null, source: target.source, discountedBecause: null, record: known(target, now) },
      plan: greenPlan({ releaseKey: key, environment, window: windowOf(spelled.window, window), parameters, backoutPlan: say(spelled.backout) }),
      policy: { ...base.policy, gates: [policyGate('change-matches-release')] },
      asked: { ...base.asked, lastOfService: known(spelled.isOurs ? { deployment: deploymentOf({ releaseKey: last.key, serviceKey, environment }), release: last } : { deployment: null, release: null }, now) },
    }),
  };
});

export function account(userName: string, isActive: boolean | null) {
  return { connection: 'servicenow', userName, name: userName, email: `${userName}@northbank.example`, isActive };
}

/** The same stretch of time as the change's, written otherwise, or one within or around it. */
function windowOf(choice: Spelling['window'], { startAt, endAt }: { readonly startAt: string; readonly endAt: string }) {
  switch (choice) {
    case 'none': return null;
    case 'same': return { startAt, endAt };
    case 'zone': return { startAt: '2026-11-28T03:00:00.000+01:00', endAt: '2026-11-27T22:00:00.000-08:00' };
    case 'narrower': return { startAt: '2026-11-28T03:00:00.000Z', endAt };
    case 'wider': return { startAt: '2026-11-23T00:00:00.000Z', endAt: '2026-11-30T00:00:00.000Z' };
  }
}
