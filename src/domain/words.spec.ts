import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Kind, parse } from 'graphql';
import { plainAftermath } from './aftermath.ts';
import { rolesOfTokens } from './api-token.ts';
import { isSha256, noLicenceSaid, promotionStates, scanStates } from './artifact.ts';
import { approvalPhases, approvalStates, changeStates, changeTypes, riskLevels, taskStates } from './change.ts';
import { operationalStates } from './configuration-item.ts';
import { activeStates, deploymentStates, finalStates } from './deployment.ts';
import { eventKinds } from './event.ts';
import { freezeStates } from './freeze.ts';
import { confidences } from './incident-cause.ts';
import { employments } from './listed-person.ts';
import { noticeStates } from './notice.ts';
import { roles } from './person.ts';
import { usualWaiverRules } from './policy.ts';
import { circuitStates } from './ports/connection.ts';
import { syncStates } from './ports/sync-store.ts';
import { judgementPurposes, readinessOutcomes, verdictOutcomes } from './readiness.ts';
import { recordKinds } from './reference.ts';
import { linkOrigins, linkRelations, releaseStates, stakeholderRoles } from './release.ts';
import { camelCase, columnTypes, parameterKinds, totalColumns, type ReportColumn, type ReportDefinition } from './report.ts';
import { sourceProblemCodes } from './source.ts';
import { waiverStates } from './waiver.ts';
import { workProgress } from './work-item.ts';

const contract = parse(readFileSync(path.join(import.meta.dirname, '../../schema.graphql'), 'utf8'));
const promised = new Map(contract.definitions.flatMap((one) => (one.kind === Kind.ENUM_TYPE_DEFINITION ? [[one.name.value, (one.values ?? []).map(({ name }) => name.value)] as const] : [])));
const hourMs = 3_600_000;

describe('the words of the domain', () => {
  it.each<[string, readonly string[]]>([
    ['ApprovalPhase', approvalPhases], ['ApprovalState', approvalStates], ['ChangeState', changeStates], ['ChangeType', changeTypes], ['CircuitState', circuitStates], ['Confidence', confidences],
    ['DeploymentState', deploymentStates], ['Employment', employments], ['EventKind', eventKinds], ['FreezeState', freezeStates], ['JudgementPurpose', judgementPurposes], ['LinkOrigin', linkOrigins],
    ['LinkRelation', linkRelations], ['NoticeState', noticeStates], ['OperationalState', operationalStates], ['PromotionState', promotionStates], ['ReadinessOutcome', readinessOutcomes],
    ['ReleaseState', releaseStates], ['RiskLevel', riskLevels], ['ScanState', scanStates], ['SourceProblemCode', sourceProblemCodes], ['StakeholderRole', stakeholderRoles], ['SyncState', syncStates],
    ['TaskState', taskStates], ['VerdictOutcome', verdictOutcomes], ['WaiverState', waiverStates], ['WorkProgress', workProgress],
  ])('are those that the contract promises: %s', (name, words) => {
    expect([...words].sort()).toEqual([...promised.get(name) ?? []].sort());
  });

  it('that are kept in rows, files and tokens are what they were: another word would lose what is kept under the old one', () => {
    expect(recordKinds).toEqual(['change', 'work-item', 'version', 'artifact', 'build', 'bundle', 'ci', 'service', 'incident', 'problem', 'knowledge', 'window', 'account', 'licence', 'entitlement']);
    expect(roles).toEqual(['VIEWER', 'RELEASE_MANAGER', 'CHANGE_AUTHORITY', 'DEPLOYER', 'ADMINISTRATOR', 'AUDITOR']);
    expect(columnTypes).toEqual(['TEXT', 'INTEGER', 'NUMBER', 'TRUTH', 'INSTANT', 'DATE', 'RECORD', 'RECORDS']);
    expect(parameterKinds).toEqual(['MOMENT', 'TIME_ZONE', 'TEXTS', 'WORD', 'WORDS', 'DURATION', 'COUNT']);
    expect(noLicenceSaid).toBe('NOASSERTION');
  });

  it('give a token no role that decides for others or lets others in', () => {
    expect(roles.filter((role) => !(rolesOfTokens as readonly string[]).includes(role))).toEqual(['CHANGE_AUTHORITY', 'ADMINISTRATOR']);
    expect(rolesOfTokens.filter((role) => !roles.includes(role))).toEqual([]);
  });

  it('let risks stand in their order, the least first', () => {
    expect(riskLevels).toEqual(['LOW', 'MODERATE', 'HIGH', 'VERY_HIGH']);
  });

  it('say of each state of a deployment whether it waits, acts or is over', () => {
    expect(deploymentStates.filter((state) => !activeStates.has(state) && !finalStates.has(state))).toEqual(['ACCEPTED', 'WAITING']);
    expect([...finalStates]).toEqual(['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED']);
    expect([...activeStates]).toEqual(['REVALIDATING', 'TRIGGERING', 'UNCLEAR', 'RUNNING', 'VERIFYING', 'RECORDING']);
  });

  it('say what holds where configuration says nothing', () => {
    expect(usualWaiverRules).toEqual({ longestMs: 30 * 24 * hourMs, decidedBy: [], breakGlass: { longestMs: 4 * hourMs, followUpWithinMs: 72 * hourMs } });
    expect(plainAftermath).toEqual({ bakeMs: 0, watch: { priority: 2, serviceLevels: true, metrics: [] }, changesEndIn: 'REVIEW', recurrence: { times: 3, withinMs: 30 * 24 * hourMs } });
  });

  it.each([['64 digits', 'a0'.repeat(32), true], ['fewer', 'a0'.repeat(31), false], ['more before', ` ${'a0'.repeat(32)}`, false], ['more behind', `${'a0'.repeat(32)}0`, false], ['capitals', 'A0'.repeat(32), false]])('take for a digest %s: %s', (_what, text, isOne) => {
    expect(isSha256(text)).toBe(isOne);
  });

  it('name a column of a report as GraphQL does, and tell which have a total', () => {
    expect(['lead_time_p50', 'lead-time', 'name', 'p_2', 'Lead_Time'].map(camelCase)).toEqual(['leadTimeP50', 'leadTime', 'name', 'p2', 'Lead_Time']);
    const column = (name: string, isTotal: boolean): ReportColumn => ({ name, type: 'INTEGER', unit: null, says: '', isNullable: false, isTotal, isBrief: false, behind: [] });
    expect(totalColumns({ columns: [column('a', false), column('b', true)], moreTotals: [column('c', false)] } as unknown as ReportDefinition).map(({ name }) => name)).toEqual(['b', 'c']);
  });
});
