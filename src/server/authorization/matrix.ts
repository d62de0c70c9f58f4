import { roles, type Role } from '../../domain/person.ts';
import { camelCase } from '../../domain/report.ts';
import { reportDefinitions } from '../../reports/index.ts';

/** Who may ask for a field. */
export interface Row {
  readonly roles: readonly Role[];
  /** The verb itself writes into the audit log that it was done or refused; otherwise the door does. */
  readonly isWrittenByVerb?: true;
}

const everybody: Row = { roles };
const administrators: Row = { roles: ['ADMINISTRATOR'] };
const manager: Row = { roles: ['RELEASE_MANAGER'], isWrittenByVerb: true };
const managerOrAuthority: Row = { roles: ['RELEASE_MANAGER', 'CHANGE_AUTHORITY'], isWrittenByVerb: true };

const everybodysQueries = [
  '_entities', '_service', 'account', 'accounts', 'artifact', 'artifacts', 'build', 'bundle', 'bundles', 'change', 'changeWindow', 'changeWindows', 'changes', 'configurationItem', 'configurationItems', 'connections',
  'deployment', 'deployments', 'entitlements', 'environment', 'environments', 'freezes', 'gates', 'incident', 'incidents', 'knowledgeArticle', 'knowledgeArticles', 'licence', 'licences',
  'nextOpenWindow', 'node', 'nodes', 'policies', 'problem', 'problems', 'rateLimit', 'release', 'releases', 'reports', 'search', 'service', 'services', 'version', 'versions', 'viewer', 'waiverDebt', 'waivers',
  'workItem', 'workItems',
] as const;

/**
 * The one authorization matrix: every field of Query, Mutation and Subscription has a row, without which no hub starts, and each
 * report has the one that it says itself, for its field as for its files. What a grant is limited to,
 * services and environments, binds mutations by the place that their input names (place.ts). docs/authorization.md shows it.
 */
export const matrix: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(everybodysQueries.map((name) => [`Query.${name}`, everybody])),
  'Query.apiTokens': administrators,
  'Query.auditLog': { roles: ['AUDITOR', 'ADMINISTRATOR'] },
  'Query.deploymentJournals': { roles: ['AUDITOR', 'ADMINISTRATOR'] },
  'Query.notices': { roles: ['ADMINISTRATOR', 'RELEASE_MANAGER', 'AUDITOR'] },
  'Mutation.agreeToPlan': managerOrAuthority,
  'Mutation.backOutDeployment': { roles: ['RELEASE_MANAGER', 'CHANGE_AUTHORITY', 'DEPLOYER'] },
  'Mutation.breakGlass': managerOrAuthority,
  'Mutation.cancelDeployment': { roles: ['RELEASE_MANAGER', 'CHANGE_AUTHORITY', 'DEPLOYER'] },
  'Mutation.cancelRelease': manager,
  'Mutation.closeRelease': manager,
  'Mutation.createApiToken': { ...administrators, isWrittenByVerb: true },
  'Mutation.createRelease': manager,
  'Mutation.decideWaiver': { roles: ['CHANGE_AUTHORITY'], isWrittenByVerb: true },
  'Mutation.declareFreeze': managerOrAuthority,
  'Mutation.excludeRecord': managerOrAuthority,
  'Mutation.importPeople': { ...administrators, isWrittenByVerb: true },
  'Mutation.liftFreeze': managerOrAuthority,
  'Mutation.linkRecord': manager,
  'Mutation.openChange': manager,
  'Mutation.planDeployment': manager,
  'Mutation.requestSync': { roles: ['RELEASE_MANAGER', 'ADMINISTRATOR'] },
  'Mutation.requestWaiver': managerOrAuthority,
  'Mutation.revokeApiToken': { ...administrators, isWrittenByVerb: true },
  'Mutation.revokeWaiver': managerOrAuthority,
  'Mutation.sealPackage': manager,
  'Mutation.settleDeployment': { roles: ['RELEASE_MANAGER', 'CHANGE_AUTHORITY'] },
  'Mutation.settleFollowUp': managerOrAuthority,
  'Mutation.settleStep': { roles: ['RELEASE_MANAGER', 'CHANGE_AUTHORITY'] },
  'Mutation.triggerDeployment': { roles: ['RELEASE_MANAGER', 'DEPLOYER'] },
  'Mutation.tryChannel': { roles: ['RELEASE_MANAGER', 'ADMINISTRATOR'] },
  'Mutation.updateRelease': manager,
  'Mutation.validateReadiness': { roles: ['RELEASE_MANAGER', 'CHANGE_AUTHORITY', 'DEPLOYER'] },
  'Subscription.deploymentChanged': everybody,
  'Subscription.readinessChanged': everybody,
  'Subscription.releaseChanged': everybody,
  ...Object.fromEntries(reportDefinitions.map((report) => [`Reports.${camelCase(report.name)}`, { roles: report.roles }])),
};
