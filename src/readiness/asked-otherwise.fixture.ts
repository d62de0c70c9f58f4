import type { Artifact, ArtifactEvidence, Build } from '../domain/artifact.ts';
import type { ChangeConflict } from '../domain/change.ts';
import type { DeployerRun } from '../domain/deployment.ts';
import type { DependencyFacts } from './asked-facts.ts';
import { known, unknown } from './fact.ts';
import type { AskedFacts, Facts } from './facts.ts';
import { accountOf, articleFactsOf, buildFactsOf, deploymentOf, gap, greenArtifact, greenItem, itemFactsOf, ledger, licencesOf, liveLedger, now, openLending, sha, testedBy, timeout } from './green.fixture.ts';
import type { Named, Turn } from './spoiling.fixture.ts';

const asked = (given: Partial<AskedFacts>): Turn => (facts) => ({ ...facts, asked: { ...facts.asked, ...given } });

const run: DeployerRun = { source: greenItem.source, runId: '7', status: 'x', url: 'https://github.example/runs/7', startedAt: null, finishedAt: null };
const dependsOn = (...given: readonly DependencyFacts[]): Turn => (facts) => ({ ...facts, release: { ...facts.release, dependsOn: given.map(({ key }) => key) }, asked: { ...facts.asked, dependencies: known(given, now) } });
const onLedger = (last: Parameters<typeof liveLedger>[0], given: Partial<DependencyFacts> = {}): Turn => dependsOn({ key: 'ledger-1.9.2', release: ledger, last: liveLedger(last), ...given });
const cards: DependencyFacts = { key: 'cards-3.1.0', release: { ...ledger, key: 'cards-3.1.0', serviceKey: 'cards' }, last: liveLedger({ id: 'deployment:7', releaseKey: 'cards-3.1.0', serviceKey: 'cards' }) };

const artifacts = (spoil: Partial<Artifact>): Turn => (facts) => ({ ...facts, artifacts: facts.artifacts.map((one) => (one.record.state === 'known' ? { ...one, record: known({ ...one.record.value, ...spoil }, now) } : one)) });
const listing = (...files: Build['artifacts']): Turn => asked({ builds: known([buildFactsOf({ artifacts: files })], now) });
const file = (sha256: string | null, name = greenArtifact.name): Build['artifacts'][number] => ({ name, sha256, path: null, reference: null });
const evidence = (...told: readonly ArtifactEvidence[]): Turn => asked({ evidence: known([{ of: 'artifactory:artifact:other', told: known([testedBy('acceptance', {}, { result: 'FAILED' })], now) }, { of: greenArtifact.id, told: known(told, now) }], now) });
const [morning, evening] = ['2026-11-20T08:00:00.000Z', '2026-11-20T18:00:00.000Z'];
const failedAt = (createdAt: string | null, given: Partial<ArtifactEvidence> = {}) => testedBy('acceptance', { name: 'failed.json', createdAt, ...given }, { result: 'FAILED' });
const passedAt = (createdAt: string | null, given: Partial<ArtifactEvidence> = {}) => testedBy('acceptance', { name: 'passed.json', createdAt, ...given });

const conflict = (description: string, given: Partial<ChangeConflict> = {}): ChangeConflict => ({ kind: 'ci_already_scheduled', description, withChange: null, configurationItem: null, ...given });
const conflicts = (...all: readonly ChangeConflict[]): Turn => asked({ conflicts: known(['servicenow:change:c3', 'servicenow:change:c4'].map((of) => ({ of, told: known(all, now) })), now) });

const backoutPlan = (text: string | null, given: Partial<Facts> = {}, proposer: 'known' | 'unknown' = 'known'): Turn => (facts) => ({ ...facts, ...given, plan: facts.plan === null ? null : { ...facts.plan, ...(proposer === 'unknown' && { proposer: null }), plan: { ...facts.plan.plan, backoutPlan: text } } });
const running = (runningVersion: string | null): Turn => (facts) => ({ ...facts, target: facts.target === null ? null : { ...facts.target, ...itemFactsOf({ runningVersion }) } });
const both = (...turns: readonly Turn[]): Turn => (facts) => turns.reduce((before, turn) => turn(before), facts);

/** What is asked for some gates alone, told in further ways: each is said in words of its own. */
export const askedOtherwise: readonly Named[] = [
  ['depends on nothing', dependsOn()], ['depends on two', dependsOn({ key: 'ledger-1.9.2', release: ledger, last: liveLedger() }, cards)],
  ['two dependencies nobody can tell of', both(dependsOn({ key: 'ledger-1.9.2', release: ledger, last: null }, cards), asked({ dependencies: unknown(timeout) }))],
  ['dependency under way', onLedger({ state: 'RUNNING', finishedAt: null, run })], ['dependency failed', onLedger({ state: 'FAILED', run })],
  ['dependency replaced by others', onLedger({ releaseKey: 'ledger-1.9.3', origin: 'OBSERVED', run })], ['dependency replaced by nobody knows what', onLedger({ releaseKey: null, run })],
  ['dependency being replaced', onLedger({ releaseKey: 'ledger-1.9.3', state: 'RUNNING', finishedAt: null, run })], ['dependency live from a run', onLedger({ run })],
  ['dependency live as another package', onLedger({ packageDigest: 'f'.repeat(64) })], ['dependency live as nobody knows what package', onLedger({ packageDigest: null })],
  ['dependency not sealed', onLedger({}, { release: { ...ledger, sealed: null } })],

  ['artifacts of no build', artifacts({ buildName: null })], ['artifacts of a build without a number', artifacts({ buildNumber: null })],
  ['two builds', asked({ builds: known([buildFactsOf({ testsPassed: false, label: 'lending/9' }, { reference: 'artifactory:build:lending/9' }), buildFactsOf()], now) })],
  ['a build of a test connection', asked({ builds: known([buildFactsOf({}, { discountedBecause: 'it is a clone' })], now) })],
  ['a build that lists it without a digest', listing(file(null))], ['a build that lists another without a digest', listing(file(null, 'other.tgz'), file('b'.repeat(64)))], ['a build that lists nothing', listing()],
  ['a run that failed after one that passed', evidence(passedAt(morning), failedAt(evening))], ['a run that passed after one that failed', evidence(failedAt(morning), passedAt(evening))],
  ['a run that passed and one that failed at one moment', evidence(passedAt(morning), failedAt(morning))], ['two runs that failed and passed at one moment', evidence(failedAt(morning), passedAt(morning))],
  ['a run that failed at no moment', evidence(passedAt(evening), failedAt(null))], ['a run that passed at no moment', evidence(failedAt(evening), passedAt(null))],
  ['runs of one moment that passed and ended nobody knows how', evidence(passedAt(morning), testedBy('acceptance', { createdAt: morning }, { result: 'UNKNOWN' }))], ['runs that ended nobody knows how and passed at one moment', evidence(testedBy('acceptance', { createdAt: morning }, { result: 'UNKNOWN' }), passedAt(morning))],
  ['two runs that passed', evidence(passedAt(morning), passedAt(evening, { name: 'again.json' }))], ['two runs that passed, told the other way round', evidence(passedAt(evening, { name: 'again.json' }), passedAt(morning))],
  ['a suite that nobody can tell of', evidence(testedBy('acceptance', {}, { result: 'UNKNOWN' }))], ['a failed run of no named suite', evidence(testedBy('acceptance', {}, { suites: [], result: 'FAILED' }))],
  ['a passed run of no named suite', evidence(testedBy('acceptance', {}, { suites: [] }))], ['a run of another suite', evidence(testedBy('load', {}, { result: 'FAILED' }))], ['a run that names what failed of another', evidence(testedBy('acceptance', {}, { suites: [], failed: ['load'], result: 'FAILED' }))],
  ['a run that names what passed of another', evidence(testedBy('acceptance', {}, { suites: [], passed: ['load'], result: 'FAILED' }))], ['a run that names the suite as failed', evidence(testedBy('acceptance', {}, { suites: [], failed: ['acceptance'] }))],
  ['a failed run that names the suite as passed', evidence(testedBy('acceptance', {}, { passed: ['acceptance'], result: 'FAILED' }))], ['a suite run on nobody knows what', evidence(passedAt(morning, { subjectSha256: null }))],

  ['in four conflicts', conflicts(...['a', 'b', 'c', 'd'].map((one) => conflict(one)))], ['in three conflicts', conflicts(...['a', 'b', 'c'].map((one) => conflict(one)))],
  ['in conflicts of two kinds', conflicts(conflict('a'), conflict('b', { kind: 'blackout' }))], ['in a conflict on an item with a change', conflicts(conflict('a', { configurationItem: 'payments-api-prod', withChange: 'CHG0030009' }))],
  ['another deployment of the service observed', asked({ openDeployments: known([{ deployment: openLending({ serviceKey: 'payments', releaseKey: null, origin: 'OBSERVED', run }), items: known([], now) }], now) })],

  ['no way back and nobody who proposed it', backoutPlan('n/a', {}, 'unknown')], ['a way back to what runs', both(running('2.3.4'), backoutPlan('Take payments-2.3.4 out of the library and put it back.'))],
  ['a way back to what runs, written with a v', both(running('v2.3.4'), backoutPlan('Take payments-2.3.4 out of the library and put it back.'))], ['a way back to two others', both(running('2.3.4'), backoutPlan('Put payments-2.2.0 or payments-2.1.0 back, whichever is there.'))],
  ['a way back to two others, nobody knows what runs', both(running(null), backoutPlan('Put payments-2.2.0 or payments-2.1.0 back, whichever is there.'))], ['a way back for another service', backoutPlan('Redeploy ledger-1.9.1 from the library, and watch.')],
  ['a way back of a service nobody declared', backoutPlan('Redeploy payments-2.2.0 from the library, and watch.', { service: null })], ['a way back for another service, and no target', backoutPlan('Redeploy ledger-1.9.1 from the library, and watch.', { target: null })],
  ['the change has no way back and nobody who asked for it', (facts) => ({ ...facts, changes: facts.changes.map((one) => ({ ...one, requester: null, record: one.record.state === 'known' ? known({ ...one.record.value, backoutPlan: 'n/a' }, now) : one.record })) })],

  ['two articles, one of them ended', asked({ knowledge: known([articleFactsOf(), articleFactsOf({ id: 'servicenow:knowledge:k2', label: 'KB0010002', title: 'How-to', expiresAt: null })], now) })],
  ['an article of no title', asked({ knowledge: known([articleFactsOf({ title: null })], now) })], ['an article of a test connection', asked({ knowledge: known([articleFactsOf({}, { discountedBecause: 'it is a clone' })], now) })],

  ['accounts in two directories, one of them off', asked({ accounts: known([{ connection: 'servicenow', accounts: known(['kenji', 'omar', 'grace'].map((name) => accountOf(name)), now) }, { connection: 'directory', accounts: known([accountOf('omar', { isActive: false, source: { ...accountOf('omar').source, connection: 'directory' } })], now) }], now) })],
  ['accounts off in two directories', asked({ accounts: known([{ connection: 'servicenow', accounts: known([...['kenji', 'grace'].map((name) => accountOf(name)), accountOf('omar', { isActive: false })], now) }, { connection: 'directory', accounts: known([accountOf('omar', { isActive: false, source: { ...accountOf('omar').source, connection: 'directory' } })], now) }], now) })],
  ['a directory that did not answer', asked({ accounts: known([{ connection: 'servicenow', accounts: known(['kenji', 'omar', 'grace'].map((name) => accountOf(name)), now) }, { connection: 'directory', accounts: unknown(timeout) }], now) })],
  ['accounts of no address', asked({ accounts: known([{ connection: 'servicenow', accounts: known([...['kenji', 'omar', 'grace'].map((name) => accountOf(name)), accountOf('robot', { email: null })], now) }], now) })],
  ['owned by somebody of another spelling', (facts) => ({ ...facts, release: { ...facts.release, ownerEmail: 'GRACE@northbank.example' } })], ['owned by nobody among the stakeholders', (facts) => ({ ...facts, release: { ...facts.release, ownerEmail: 'rosa@northbank.example' } })],
  ['whether rights are in force hidden', asked({ licences: known([licencesOf({ isActive: null })], now) })], ['licensed from this moment on', asked({ licences: known([licencesOf({}, { startsAt: now })], now) })], ['licensed from the next moment on', asked({ licences: known([licencesOf({}, { startsAt: '2026-11-23T12:00:00.001Z' })], now) })],
  ['rights of nobody, and of no address', asked({ licences: known([licencesOf({ heldBy: null })], now) })], ['rights of no licence', asked({ licences: known([licencesOf({ licenceId: null })], now) })], ['a licence of no product and no name', asked({ licences: known([licencesOf({}, { product: null, name: null })], now) })],

  ['gone live from a run', asked({ lastLive: known({ deployment: deploymentOf({ id: 'deployment:0', environment: 'production', releaseKey: 'payments-2.3.3', run }), version: '2.3.3' }, now) })], ['in staging from a run', asked({ deployments: known([deploymentOf({ state: 'FAILED', run })], now) })],
  ['knowledge unfinished', (facts) => ({ ...facts, gaps: [...facts.gaps, gap('KNOWLEDGE')] })], ['sealed of other bytes', artifacts({ sha256: sha.replaceAll(/./g, 'e') })],
];
