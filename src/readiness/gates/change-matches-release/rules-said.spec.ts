import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Account } from '../../../domain/person.ts';
import { absent, known, unknown } from '../../fact.ts';
import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { approvedBy, artifactFactsOf, askedFacts, changeFactsOf, deploymentOf, grace, greenFacts, greenItem, greenPlan, kenji, link, now, omar, person, policyGate, stranger, timeout, workFactsOf } from '../../green.fixture.ts';
import { rules } from './rules.ts';

const green = greenFacts();
const { service } = green;
const policyOf = (...gates: readonly string[]): Partial<Facts> => ({ policy: { ...green.policy, gates: gates.map((gate) => policyGate(gate)) } });
const alone = policyOf('change-matches-release');
const change = (...given: Parameters<typeof changeFactsOf>): Partial<Facts> => ({ changes: [changeFactsOf(...given)] });
const discovered = { link: link('CHANGE', 'servicenow:change:CHG0030003', { origin: 'DISCOVERED' }) };
const target = (given: Partial<typeof greenItem>): Partial<Facts> => ({ target: green.target === null ? null : { ...green.target, record: known({ ...greenItem, ...given }, now) } });
const unreadTarget: Partial<Facts> = { target: green.target === null ? null : { ...green.target, record: unknown(timeout) } };
const last = (given: Parameters<typeof deploymentOf>[0], version: string | null = '2.3.9') => askedFacts({ lastOfService: known({ deployment: deploymentOf({ environment: 'production', releaseKey: 'payments-2.3.9', ...given }), release: version === null ? null : { ...green.release, key: `payments-${version}`, version } }, now) });
const built = (...given: readonly Parameters<typeof artifactFactsOf>[0][]): Partial<Facts> => ({ artifacts: given.map((one, nth) => artifactFactsOf({ name: `part-${nth}.tgz`, ...one })) });
const account = (name: string, isActive: boolean | null, given: Partial<Account> = {}): Account => ({ connection: 'servicenow', userName: name.toLowerCase(), name, email: `${name.toLowerCase()}@northbank.example`, isActive, ...given });
const planned = (from: string, to: string): Partial<Facts> => ({ plan: greenPlan({ window: { startAt: from, endAt: to } }) });
const inItems = (...given: readonly Partial<typeof greenItem>[]): Partial<Facts> => change({}, { items: known(given.map((one) => ({ ...greenItem, ...one })), now) });
const ofStaging = (text: string, title = 'Deploy Payments 2.4.0') => change({ title, description: text });
const backTo = (backoutPlan: string): Partial<Facts> => ({ plan: greenPlan({ backoutPlan }) });
const b64 = 'b'.repeat(64);

/** What is contradicted or untold in each, and what only looks so. A case has its own name: what is said of it stands beside this spec. */
const cases: readonly (readonly [string, Partial<Facts>])[] = [
  ['nothing is spoiled', {}], ['nothing, under a policy of this gate alone', alone],
  // VERSION_IN_THE_TEXT
  ['a title of another version, twice', change({ title: 'Deploy Payments 2.3.9, Payments 2.3.9 and payments-2.3.8' })], ['a title that is hidden', change({ title: null })], ['a title that is hidden, of a change that only mentions it', change({ title: null, description: 'As agreed.' }, discovered)],
  ['a description that is hidden beside a title that says nothing', change({ title: 'Deploy', description: null })], ['a text that names it once, in the description', change({ title: 'Deploy' })], ['a text that names nothing', change({ title: 'Deploy', description: 'As agreed.', correlationId: null })],
  ['a text that names another, without sending it', change({ title: 'Deploy', description: 'About payments-2.3.9.', correlationId: null })], ['a text that names another in its title, without sending it, found', change({ title: 'Payments 2.3.9', description: 'As agreed.', correlationId: null }, discovered)],
  ['another version as what was', change({ title: 'Deploy Payments 2.4.0', description: 'Replaces payments-2.3.9.' })], ['a correlation id of another', change({ correlationId: 'payments-2.3.9' })], ['a service without a declaration', { service: null }],
  // CONFIGURATION_ITEM
  ['no item', inItems()], ['an item of another name and id', inItems({ id: 'servicenow:ci:i9', name: 'ledger-api-prod' }, { id: 'servicenow:ci:i8', name: 'edge-prod' })], ['an item whose name is hidden', inItems({ id: 'servicenow:ci:i9', name: null })],
  ['an item of its name in another tool', inItems({ id: 'itop:ci:i9', name: ' Payments-API-prod ', source: { ...greenItem.source, connection: 'itop' } })], ['an item of its name while the target is unread', { ...inItems({ id: 'servicenow:ci:i9' }), ...unreadTarget }], ['another item while the target is unread', { ...inItems({ id: 'servicenow:ci:i9', name: 'edge-prod' }), ...unreadTarget }],
  ['items that are unread', change({}, { items: unknown(timeout) })], ['items that are hidden', change({}, { items: absent(now) })], ['no target', { target: null }], ['no target and no service', { target: null, service: null }], ['a target without a name', { ...target({ name: null }), ...inItems({ id: 'servicenow:ci:i9', name: 'edge-prod' }) }],
  // SERVICE
  ['a service of another name', change({ serviceName: 'Ledger' })], ['a service that nobody declares', change({ serviceName: 'Core  bus' })], ['a service of another name while items are unread', change({ serviceName: 'Ledger' }, { items: unknown(timeout) })], ['a service nobody declares while items are unread', change({ serviceName: 'Core_bus' }, { items: unknown(timeout) })],
  ['its own service by its key, its name, its record and its item', { changes: ['PAYMENTS', ' Payments ', 'payments_api-prod', 'payments\u2011api\u2011prod'].map((serviceName) => changeFactsOf({ serviceName })) }], ['no service', change({ serviceName: null })],
  ['an item of the change where the service stands', change({ serviceName: 'edge prod' }, { items: known([{ ...greenItem, id: 'x', name: null }, greenItem, { ...greenItem, id: 'y', name: 'Edge-Prod' }], now) })],
  ['the name that its item has now', { ...target({ name: 'payments-api-prd' }), ...change({ serviceName: 'payments-api-prd' }) }], ['its item while nobody can read it', { ...unreadTarget, ...change({ serviceName: 'payments-api-prd' }) }], ['its item without a name', { ...target({ name: null }), ...change({ serviceName: 'payments-api-prod' }) }],
  ['its service by another record', { service: service === null ? null : { ...service, record: 'servicenow:service:Money Out' }, ...change({ serviceName: 'money out' }) }], ['its service without a record', { service: service === null ? null : { ...service, record: null }, ...change({ serviceName: 'Money Out' }) }], ['another service, of a release without a declaration', { service: null, target: null, ...change({ serviceName: 'Ledger' }) }],
  ['another service by its record', { otherServices: [{ ...(service as NonNullable<typeof service>), key: 'ledger', name: 'General ledger', record: 'servicenow:service:GL', targets: {} }], ...change({ serviceName: 'GL' }, { items: unknown(timeout) }) }],
  // ENVIRONMENT
  ['a title to another environment', change({ title: 'Deploy Payments 2.4.0 to STAGING' })], ['a title of two others', change({ title: 'Payments 2.4.0 staging and pre-prod, staging' })], ['a title to this one and another', change({ title: 'Deploy Payments 2.4.0 to staging and production' })], ['a title of a test', change({ title: 'Deploy Payments 2.4.0 test fixes' })],
  ['a title to test', change({ title: 'Deploy Payments 2.4.0 to test' })], ['a title to the test environment', change({ title: 'Deploy Payments 2.4.0 into the test environment' })], ['a title to stage two', change({ title: 'Deploy Payments 2.4.0 to stage two' })], ['a title that was tested in another', change({ title: 'Deploy Payments 2.4.0 tested in staging' })],
  ['a description to another environment', ofStaging('Deploys payments-2.4.0 to staging.')], ['a description of another, not of where it goes', ofStaging('Payments 2.4.0. The staging logs are attached.')], ['a description to both', ofStaging('Deploys payments-2.4.0 to staging, then to production.')], ['a description that went to another before', ofStaging('Deploys payments-2.4.0. It was deployed to staging last week.')],
  ['a title to this one and a description that sends it to another', ofStaging('Deploys payments-2.4.0 to staging.', 'Deploy Payments 2.4.0 to production')], ['a title to this one and a description of another', ofStaging('Payments 2.4.0 goes to staging.', 'Deploy Payments 2.4.0 to production')], ['a title to this one and a description to both', ofStaging('Deploys payments-2.4.0 to staging and to production.', 'Deploy Payments 2.4.0 to production')],
  ['a title to another and no description', change({ title: 'Deploy Payments 2.4.0 to staging', description: null })], ['no title and a description to another', change({ title: null, description: 'Deploys payments-2.4.0 to staging.' })], ['another environment without a plan', { plan: null, ...change({ title: 'Deploy Payments 2.4.0 to staging' }) }],
  ['an environment that only the service is declared for', { service: service === null ? null : { ...service, targets: { ...service.targets, 'eu-west': (service.targets['production'] as NonNullable<(typeof service.targets)[string]>) } }, ...change({ title: 'Deploy Payments 2.4.0 to eu-west' }) }], ['an environment that only another service deploys to', { otherServices: [{ ...(service as NonNullable<typeof service>), key: 'ledger', targets: {}, deployers: { 'us-east': { connection: 'github', name: 'actions', settings: {} } } }], ...change({ title: 'Deploy Payments 2.4.0 to us-east' }) }],
  ['items of another environment, one without a name', change({}, { items: known([{ ...greenItem, environment: 'Staging' }, { ...greenItem, id: 'x', name: null, environment: 'QA' }, { ...greenItem, id: 'y', environment: null }], now) })], ['items of this environment and another', change({}, { items: known([{ ...greenItem, environment: 'Staging' }, { ...greenItem, environment: 'PROD' }], now) })], ['items of no environment', inItems({ environment: null })],
  // WINDOW
  ['a plan without a window', { plan: greenPlan({ window: null }) }], ['a plan for another time', planned('2026-12-05T02:00:00.000Z', '2026-12-05T06:00:00.000Z')], ['a plan that begins before and ends within', planned('2026-11-23T10:00:00.000Z', '2026-11-23T12:00:00.000Z')], ['a plan that begins within and ends after', planned('2026-11-24T10:00:00.000Z', '2026-12-23T12:00:00.000Z')],
  ['a plan within the change', planned('2026-11-23T11:00:00.000Z', '2026-11-30T12:00:00.000Z')], ['a change within the plan', planned('2026-11-01T00:00:00.000Z', '2026-12-23T12:00:00.000Z')], ['a start that is hidden', { ...planned('2026-11-23T11:00:00.000Z', '2026-11-30T12:00:00.000Z'), ...change({ plannedStartAt: null }) }], ['an end that is hidden', { ...planned('2026-11-23T11:00:00.000Z', '2026-11-30T12:00:00.000Z'), ...change({ plannedEndAt: null }) }],
  // DIGEST_IN_THE_LIBRARY
  ['other bytes in the library', { ...alone, artifacts: [artifactFactsOf({ sha256: b64 })] }], ['its bytes in capitals', { ...alone, artifacts: [artifactFactsOf({ sha256: 'A'.repeat(64) })] }], ['bytes that nobody tells, pinned or read', { ...alone, artifacts: [artifactFactsOf({ sha256: null }), artifactFactsOf({ sha256: b64 }, { pinnedSha256: null }), artifactFactsOf({}, { record: unknown(timeout) })] }],
  ['another digest in a text', change({ description: `Deploys payments-2.4.0, ${b64} and ${'C'.repeat(64)}, ${b64}.` })], ['another digest in a title', change({ title: `Deploy Payments 2.4.0 ${b64}` })], ['its own digest in capitals beside another', change({ description: `Deploys payments-2.4.0: ${'D'.repeat(64)}, ${b64}.` })], ['the digest of one of its artifacts', change({ description: `Deploys payments-2.4.0: ${'a'.repeat(64)}.` })],
  ['the pinned digest of an artifact that is not in the seal', { ...change({ description: `Deploys payments-2.4.0: ${b64}.` }), artifacts: [artifactFactsOf({}, { pinnedSha256: b64 })] }], ['more than a digest', change({ description: `Deploys payments-2.4.0: ${b64}b and x${b64}.` })], ['a digest, of a release that is not sealed', { ...change({ description: `Deploys payments-2.4.0: ${b64}.` }), release: { ...green.release, sealed: null }, artifacts: [artifactFactsOf({}, { pinnedSha256: null })] }],
  ['a digest beside a title that is hidden', change({ title: null, description: `payments-2.4.0: ${b64}` })], ['a digest beside a description that is hidden', change({ title: `Payments 2.4.0: ${b64}`, description: null })],
  // BUILD
  ['a build of another name', built({ buildName: 'ledger' })], ['builds of its own names', built({ buildName: 'Payments' }, { buildName: 'payments-web' }, { buildName: ' payments_db' }, { buildName: 'payments.api' }, { buildName: 'payments/ui' }, { buildName: 'payments \u2011 x' })], ['a build that only begins like it', built({ buildName: 'paymentshub' })],
  ['no build', built({ buildName: null }, { buildNumber: null })], ['two runs of one build', built({}, { buildNumber: null }, { buildNumber: ' 118 ' }, { buildName: 'PAYMENTS', buildNumber: '117' })], ['two runs of two builds', built({}, { buildName: 'payments-web', buildNumber: '7' })], ['a build where none is declared', { service: service === null ? null : { ...service, artifacts: null }, ...built({ buildName: 'ledger' }) }],
  ['builds of what does not count or is unread', { artifacts: [artifactFactsOf({ buildName: 'ledger' }, { discountedBecause: 'it is a clone' }), artifactFactsOf({}, { record: unknown(timeout) })] }], ['a build of a service of another name', { service: service === null ? null : { ...service, artifacts: service.artifacts === null ? null : { ...service.artifacts, build: 'money-out' } }, ...built({}, { buildName: 'money-out-web' }, { buildName: 'ledger', buildNumber: '3' }) }],
  // PLANNED_VERSION
  ['work planned for others', { workItems: [workFactsOf({ fixVersions: ['2.3.9', 'Payments 2.3.8', '2.3.9'] })] }], ['work planned for this one among others', { workItems: [workFactsOf({ fixVersions: ['2.3.9', 'Payments v2.4.0'] })] }], ['work planned for no version', { workItems: [workFactsOf({ fixVersions: ['Sprint 41'] })] }], ['work planned for a version with a sign behind it', { workItems: [workFactsOf({ fixVersions: ['Payments 2.4.0-'] })] }],
  ['work of another project, tool or service', { workItems: [workFactsOf({ key: 'CORE-1', fixVersions: ['9.9.9'] }), workFactsOf({ key: 'PAYX-1', fixVersions: ['9.9.9'] }), { ...workFactsOf({ key: 'PAY-1', fixVersions: ['9.9.9'] }), source: { ...workFactsOf().source, connection: 'github' } }] }], ['work in small letters', { workItems: [workFactsOf({ key: 'pay-12', fixVersions: ['9.9.9'] })] }],
  ['work that is unread, gone, or does not count', { workItems: [{ ...workFactsOf(), record: unknown(timeout) }, { ...workFactsOf(), record: absent(now) }, { ...workFactsOf({ fixVersions: ['9.9.9'] }), discountedBecause: 'it is a clone' }] }], ['planned versions that are hidden', { workItems: [workFactsOf({ fixVersions: null })] }], ['no work', { workItems: [] }],
  ['no work, where there may be none', { workItems: [], policy: { ...green.policy, gates: [policyGate('work-items-are-done', { mayBeEmpty: true })] } }], ['no work, where nobody asks for any', { workItems: [], ...alone }], ['work of a service without a project', { service: service === null ? null : { ...service, workItems: null }, workItems: [workFactsOf({ fixVersions: ['9.9.9'] })] }],
  // RUNNING_VERSION
  ['another version running than went out last', { ...target({ runningVersion: '2.3.4' }), asked: last({}) }], ['what went out last running', { ...target({ runningVersion: 'v2.3.9' }), asked: last({}) }], ['another version running than failed last', { ...target({ runningVersion: '2.3.4' }), asked: last({ state: 'FAILED' }) }], ['a version running after one of no release', { ...target({ runningVersion: '2.3.4' }), asked: last({}, null) }],
  ['a newer version running', target({ runningVersion: '2.10.0' })], ['nobody knows what went out last', { asked: askedFacts({ lastOfService: unknown(timeout) }) }], ['what runs is hidden after something went out', { ...target({ runningVersion: null }), asked: last({}) }], ['what runs is hidden, and nothing went out', target({ runningVersion: null })],
  ['a target that does not count', { target: green.target === null ? null : { ...green.target, discountedBecause: 'it is a clone', record: known({ ...greenItem, runningVersion: '9.0.0' }, now) } }],
  // BACKOUT_PLAN
  ['a way back that takes another release out', backTo('Back out payments-2.5.0.')], ['a way back that takes another out, and goes to what runs', backTo('Take Payments 2.5.0 out and deploy payments-2.3.4.')], ['a way back of another service', backTo('Redeploy ledger-1.9.1, then Ledger 1.9.1.')], ['a way back to what does not run', backTo('Redeploy payments-2.3.1 or payments-2.3.0.')],
  ['a way back out of this one', backTo('Back out payments-2.4.0 and redeploy payments-2.3.1.')], ['a way back of no version', backTo('Call Omar.')], ['a way back to what nobody knows to run', { ...target({ runningVersion: null }), ...backTo('Redeploy payments-2.3.1.') }], ['a way back while the target is unread', { ...unreadTarget, ...backTo('Redeploy payments-2.3.1.') }],
  ['a way back to what ran before this one, which runs', { ...target({ runningVersion: '2.4.0' }), ...backTo('Redeploy payments-2.3.1.') }], ['no way back in the change', change({ backoutPlan: null })], ['no way back in the change, where nobody asks for one', { ...alone, ...change({ backoutPlan: null }) }], ['no way back in the plan', { plan: greenPlan({ backoutPlan: null }) }], ['no plan', { plan: null }],
  ['a way back of the change to another release', change({ backoutPlan: 'Roll back release payments-2.2.0.' })], ['a way back that was removed from', backTo('Roll back to payments-2.3.4, after payments-2.5.0 was removed.')],
  // REQUESTER_APPROVED
  ['approved by who asked', change({}, { approvals: known([approvedBy(omar), approvedBy(kenji)], '2026-11-23T12:00:03.000Z') })], ['building approved by who asked', change({}, { approvals: known([approvedBy(omar), approvedBy(kenji, { phase: 'BUILD_AND_TEST' })], now) })], ['approved by who asked, in a phase nobody can tell', change({}, { approvals: known([approvedBy(kenji, { phase: null })], now) })],
  ['approved by nobody', change({}, { approvals: known([], now) })], ['approved by nobody, where nobody asks', { ...alone, ...change({}, { approvals: known([], now) }) }], ['asked for by nobody known', change({}, { requester: null })], ['approved by somebody nobody knows', change({}, { approvals: known([approvedBy(omar), approvedBy(stranger)], now) })], ['approved by somebody hidden', change({}, { approvals: known([approvedBy(null)], now) })],
  ['approved in a phase nobody can tell', change({}, { approvals: known([approvedBy(omar, { phase: null })], now) })], ['rejected by who asked', change({}, { approvals: known([approvedBy(omar), approvedBy(kenji, { state: 'REJECTED' })], now) })], ['approvals that are unread', change({}, { approvals: unknown(timeout) })], ['approvals that are hidden', change({}, { approvals: absent(now) })],
  ['a standard change that who asked approved', change({ type: 'STANDARD', template: 'Patch' }, { approvals: known([approvedBy(kenji)], now) })], ['a standard change of no template', change({ type: 'STANDARD', template: null }, { approvals: known([approvedBy(kenji)], now) })], ['a normal change of a template', change({ template: 'Patch' }, { approvals: known([approvedBy(kenji)], now) })],
  // OWNER_LEFT
  ['whoever the change is given to left', change({ assignedTo: account('Rosa', false) })], ['whoever the change is given to left, without a name', change({ assignedTo: account('Rosa', false, { name: null, email: null }) })], ['nobody says whether they left', change({ assignedTo: account('Rosa', null) })], ['the owner of the item left', target({ owner: account('Rosa', false) })], ['the owner of the item is here', target({ owner: account('Rosa', true) })],
  ['the owner of the release left, as an account says', { stakeholders: [], ...change({ assignedTo: account('Grace', false, { email: 'GRACE@northbank.example' }) }) }], ['the owner of the release left, as work says', { workItems: [workFactsOf({ assignee: account('Grace', false) })] }], ['the owner of the release left, as the item says', target({ owner: account('Grace', false) })], ['the owner of the release left, as who asked for the change', change({ requestedBy: account('Grace', false) })],
  ['the owner of the service left, as a stakeholder', { stakeholders: [{ role: 'SERVICE_OWNER', person: person('Rosa', { isActive: false }) }] }], ['the change authority left, who owns nothing', { stakeholders: [{ role: 'CHANGE_AUTHORITY', person: person('Rosa', { isActive: false }) }] }], ['the owner left, as an approver', change({}, { approvals: known([approvedBy({ ...grace, isActive: false }), approvedBy(null)], now) })], ['the owner left, as who asked', change({}, { requester: { ...grace, isActive: false } })],
  ['somebody without an address left', change({ requestedBy: account('Rosa', false, { email: null }) }, { requester: { ...stranger, isActive: false } })], ['the owner of the service has no address', { stakeholders: [{ role: 'SERVICE_OWNER', person: stranger }], ...change({}, { requester: { ...stranger, isActive: false } }) }], ['work that is unread, and nobody asked', { workItems: [{ ...workFactsOf(), record: unknown(timeout) }], ...change({}, { requester: null }) }], ['approvals unread, of people who left', change({}, { approvals: unknown(timeout), requester: { ...grace, isActive: false } })],
];

/** One finding in full: who passes is told by nobody, and stands here by what it rests on. */
function told({ outcome, because, actual, restsOn, remedy, remedyUrl, responsible, evidence }: Finding): readonly string[] {
  if (outcome === 'PASS') return [`PASS ${restsOn.join(', ')}`];
  return [
    `${outcome} ${because}`, `actual: ${actual}`, `rests on: ${restsOn.join(', ')}`, `remedy: ${remedy ?? 'none'} ${remedyUrl ?? ''}`, ...(responsible.length === 0 ? [] : [`responsible: ${responsible.map(({ name }) => name).join(', ')}`]),
    ...evidence.map((one) => `by ${one.source.system} ${one.source.reference} ${one.recordId ?? '-'} ${one.field ?? '-'} of ${one.label}: ${one.value ?? '-'} ${one.url ?? '-'}, read ${one.source.fetchedAt}${one.source.isStale ? ', stale' : ''}`),
  ];
}

interface Said { readonly form: string; readonly lines: readonly string[] }

const saidOf = (given: Partial<Facts>): readonly Said[] => rules.flatMap(({ kind, look }) => (kind === null ? [] : look(greenFacts(given)).map((finding) => ({ form: `${kind} ${finding.outcome}`, lines: [`${kind} ${told(finding)[0] ?? ''}`, ...told(finding).slice(1)] }))));

/** With SAY_AGAIN=1 it is written anew, to be read as a difference before it is committed. */
it('What each rule says, word for word, beyond what it says where nothing is spoiled', () => {
  const usual = saidOf({}).map(({ lines }) => lines.join('\n'));
  const inFull = new Set<string>();
  const said = cases.map(([name, given], nth) => {
    const found = saidOf(given);
    const all = found.map(({ lines }) => lines.join('\n'));
    const more = found.filter((_one, at) => nth === 0 || !usual.includes(all[at] ?? '')).map(({ form, lines }) => {
      // The first of its form is told in full; of others the sentence, which holds what each source says, and what it rests on.
      const shown = inFull.has(form) ? lines.filter((line, at) => at === 0 || /^(actual|rests on):/.test(line)) : lines;
      inFull.add(form);
      return shown.join('\n  ');
    });
    const gone = nth === 0 ? [] : usual.filter((one) => !all.includes(one)).map((one) => `no longer ${one}`);
    return `# ${name}\n${[...more, ...gone].join('\n') || 'as usual'}\n`;
  }).join('\n').replaceAll(now, 'now');
  const file = path.join(import.meta.dirname, 'rules.said.txt');
  if (process.env['SAY_AGAIN'] === '1') writeFileSync(file, said);
  expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
  expect(said).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
});
