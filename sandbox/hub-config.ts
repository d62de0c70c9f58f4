import { stringify } from 'yaml';
import { jiraCredentials, servicenowCredentials } from './bank/credentials.ts';
import type { Story, StoryPerson, StoryService } from './bank/story.ts';
import { itopCredentials } from './itop/index.ts';
import { jenkinsCredentials } from './jenkins/index.ts';
import { changeFields, serviceProject } from './jira/index.ts';
import { hookSecrets, places, tellingTools, toolSecrets } from './keepsakes.ts';
import type { AccessTokens } from './keepsakes.ts';
import { webhookCredentials } from './webhook/index.ts';

/** Every tool of the sandbox in the order of their ports; a new one comes at the end. */
export const toolNames = ['servicenow', 'jira', 'artifactory', 'github', 'jenkins', 'gitlab', 'argocd', 'itop', 'webhook', 'jira-data-center'] as const;
export type ToolName = (typeof toolNames)[number];

export interface HubConfigExtra {
  /** How long the hub waits for a tool, ISO 8601; default two seconds for pages, twenty for judging. */
  readonly deadline?: { readonly page: string; readonly judge: string };
  /** true: the hub reads every tool whole in the background; left out, it reads what is asked for, so that calls can be counted. */
  readonly isSynced?: boolean;
  /** true: the hub looks at what others deploy; left out, it does not, for the same reason. */
  readonly isObserved?: boolean;
  /** What is done once a deployment to production is over; left out, what the hub does by itself. */
  readonly afterwards?: object;
}

export interface HubConfigArgs extends HubConfigExtra {
  readonly story: Story;
  readonly urls: Readonly<Record<ToolName, string>>;
  readonly tokens: AccessTokens;
  /** The private key that receipts are signed with, PEM. */
  readonly receiptKey: string;
  /** true: secrets are named by file beside the configuration; false: they stand in it, for a run that leaves no files. */
  readonly areSecretsInFiles: boolean;
}

/** The text of a muster.yaml that points a hub at these tools and declares the story's services and people. */
export function hubConfigText(args: HubConfigArgs): string {
  const config = {
    environments: [
      { name: 'staging', isProduction: false, policy: 'staging' },
      { name: 'production', isProduction: true, policy: 'production', ...(args.afterwards && { afterwards: args.afterwards }) },
    ],
    connections: connections(args),
    services: args.story.services.map(service),
    ...(args.isSynced === true && { sync: { every: 'PT1M', wholeEvery: 'P1D' } }),
    ...(args.isObserved === true && { observe: { every: 'PT30S', lookBack: 'P1D', endWithin: 'P1D' } }),
    people: args.story.people.filter(({ isActive }) => isActive).map(person),
    outgoing: { allowed: ['127.0.0.1/32'] },
    limits: { costPerMinute: null },
    access: { sandboxTokens: accessOf(args) },
    receipts: { signingKey: args.areSecretsInFiles ? `\${file:${places.receiptKey.private}}` : args.receiptKey },
    policies,
  };
  return `# Written by the sandbox at every start; changes here are lost. It points the hub at the sandbox's stand-ins.\n${stringify(config, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

function connections(args: HubConfigArgs): readonly object[] {
  const secret = (tool: ToolName): string => (args.areSecretsInFiles ? `\${file:${places.secrets[tool]}}` : toolSecrets[tool]);
  const webhook = (tool: ToolName): object => {
    const telling = tellingTools.find((one) => one === tool);
    return telling === undefined ? {} : { webhook: { secret: args.areSecretsInFiles ? `\${file:${places.hooks[telling]}}` : hookSecrets[telling] } };
  };
  const auth: Readonly<Record<ToolName, object>> = {
    servicenow: { basic: { userName: servicenowCredentials.integration.userName, password: secret('servicenow') } },
    jira: { basic: { userName: jiraCredentials.email, password: secret('jira') } },
    artifactory: { bearer: secret('artifactory') },
    github: { bearer: secret('github') },
    jenkins: { basic: { userName: jenkinsCredentials.userName, password: secret('jenkins') } },
    gitlab: { bearer: secret('gitlab') },
    argocd: { bearer: secret('argocd') },
    itop: { basic: { userName: itopCredentials.integration.userName, password: secret('itop') } },
    'jira-data-center': { bearer: secret('jira-data-center') },
    webhook: { basic: { userName: webhookCredentials.keyId, password: secret('webhook') } },
  };
  const deadline = args.deadline ?? { page: 'PT2S', judge: 'PT20S' };
  return toolNames.map((name) => ({
    name, system: systemOf(name), isProduction: !tried.includes(name), url: args.urls[name], auth: auth[name], deadline: { page: deadline.page, judge: deadline.judge }, ...webhook(name), ...optionsOf(name, args.story),
  }));
}

/** The bank tries iTop beside its real CMDB, and keeps its old Jira to look things up: test connections, which judge nothing and take no part in discovery. */
export const tried: readonly ToolName[] = ['itop', 'jira-data-center'];

/** What only one tool's connector understands. */
function optionsOf(name: ToolName, story: Story): object {
  const versions = { projects: story.services.map(({ project }) => project) };
  if (name === 'jira') return { options: { ...jiraOptions, versions } };
  if (name === 'jira-data-center') return { options: { versions } };
  // Its repositories have their addresses where the bank's own GitHub stands.
  if (name === 'github') return { options: { repositoriesAt: ['github.northbank.example'] } };
  return name === 'itop' ? { options: itopOptions } : {};
}

const jiraOptions = {
  changes: {
    project: serviceProject.key, issueTypes: { '[System] Change': 'NORMAL', 'Standard change': 'STANDARD', 'Emergency change': 'EMERGENCY' },
    states: {
      'Planning': 'ASSESS', 'Awaiting CAB approval': 'AUTHORIZE', 'Awaiting implementation': 'SCHEDULED', 'Implementing': 'IMPLEMENT',
      'Post-implementation review': 'REVIEW', 'Completed': 'CLOSED', 'Canceled': 'CANCELED',
    },
    releaseApprovals: ['Change manager approval'], fields: changeFields,
  },
};

const itopOptions = {
  timeZone: 'UTC', correlation: { change: 'correlation_id', incident: 'correlation_id', problem: 'correlation_id' },
  incidents: { organization: 'North Bank' }, problems: { organization: 'North Bank' },
  software: { SoftwareInstance: { version: 'version', environment: 'environment' } },
};

/** What configuration calls the tool's system. */
export function systemOf(name: ToolName): string {
  return name === 'argocd' ? 'ARGO_CD' : name.toUpperCase().replaceAll('-', '_');
}

function service({ key, name, project, repository, target }: StoryService): object {
  const each = (make: (item: string) => object): object => Object.fromEntries(Object.entries(target).map(([environment, item]) => [environment, make(item)]));
  return {
    key, name, record: `servicenow:service:${name}`,
    workItems: { connection: 'jira', project },
    artifacts: { connection: 'artifactory', build: key, path: `northbank/${key}`, promoteTo: { production: 'libs-production-local' } },
    targets: each((item) => ({ connection: 'servicenow', class: 'cmdb_ci_appl', match: item, versionAttribute: 'version', discoverySource: 'Muster' })),
    deployers: { ...each(() => ({ connection: 'github', name: `github-${key}`, repository, workflow: 'deploy.yml', ref: 'main', runName: 'Deploy {version} to {environment} [{correlation}]' })), ...otherDeployers[key] },
  };
}

/** Staging of a few services goes out by another deployer. */
const otherDeployers: Readonly<Record<string, object>> = {
  lending: { staging: { connection: 'jenkins', name: 'jenkins-lending', job: 'lending/deploy' } },
  fraud: { staging: { connection: 'argocd', name: 'argocd-fraud', application: 'fraud-staging' } },
  messaging: { staging: { connection: 'webhook', name: 'webhook-messaging', path: '/deploy', status: '/deployments/{correlation}', cancel: '/deployments/{correlation}/cancel' } },
};

function person({ name, email, userName, accountId }: StoryPerson): object {
  return {
    name, email,
    accounts: [{ connection: 'servicenow', userName }, { connection: 'jira', userName: accountId }, { connection: 'github', userName }],
  };
}

/** Who holds which token: one person per role, so that four eyes are two people. */
export const tokenHolders = {
  viewer: { email: 'vera.lind@northbank.example', role: 'VIEWER' },
  releaseManager: { email: 'ines.weber@northbank.example', role: 'RELEASE_MANAGER' },
  changeAuthority: { email: 'omar.haddad@northbank.example', role: 'CHANGE_AUTHORITY' },
  deployer: { email: 'tomas.berg@northbank.example', role: 'DEPLOYER' },
  administrator: { email: 'henrik.dahl@northbank.example', role: 'ADMINISTRATOR' },
  auditor: { email: 'lucia.moreno@northbank.example', role: 'AUDITOR' },
} as const;

function accessOf({ tokens, areSecretsInFiles }: HubConfigArgs): readonly object[] {
  return (Object.keys(tokenHolders) as (keyof typeof tokenHolders)[]).map((holder) => ({
    token: areSecretsInFiles ? `\${file:${places.tokens[holder]}}` : tokens[holder],
    email: tokenHolders[holder].email, roles: [tokenHolders[holder].role],
  }));
}

const blocking = { isBlocking: true };
/** A change authority may let it go, with a reason and an end. */
const waivable = { ...blocking, isWaivable: true };
const telling = { isBlocking: false };
const scan = { maxCritical: 0, maxHigh: 0 };

/** Production lets nothing by; staging stops for the package alone and tells the rest. */
const policies: readonly object[] = [
  {
    name: 'production', version: '1', receiptValidity: 'PT30M', requiredAgreements: ['CHANGE_AUTHORITY'],
    gates: {
      'change-is-approved': blocking, 'change-window-is-open': blocking, 'change-matches-release': blocking, 'work-items-are-done': waivable,
      'package-is-in-the-dml': blocking, 'package-matches-its-seal': blocking, 'no-blocking-vulnerability': { ...waivable, parameters: scan },
      'configuration-items-are-operational': blocking, 'plan-is-agreed': blocking,
    },
  },
  {
    name: 'staging', version: '1', receiptValidity: 'PT2H', requiredAgreements: [],
    gates: {
      'change-is-approved': { ...telling, parameters: { allowedTemplates: ['Deploy a service to staging - 1'] } }, 'work-items-are-done': telling,
      'package-is-in-the-dml': blocking, 'package-matches-its-seal': blocking, 'no-blocking-vulnerability': { ...telling, parameters: { ...scan, maxHigh: 5 } },
      'configuration-items-are-operational': telling,
    },
  },
];
