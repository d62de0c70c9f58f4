import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { argocdCredentials } from './argocd/index.ts';
import { artifactoryCredentials, githubCredentials, gitlabCredentials, jiraCredentials, servicenowCredentials } from './bank/credentials.ts';
import { itopCredentials } from './itop/index.ts';
import { jenkinsCredentials } from './jenkins/index.ts';
import { jiraDataCenterCredentials } from './jira-data-center/index.ts';
import { webhookCredentials } from './webhook/index.ts';

/** The hub's access tokens of the sandbox's people: one per role. */
export type AccessTokens = Readonly<Record<keyof typeof places.tokens, string>>;

/** Where the sandbox keeps what outlives a run, below the state folder. */
export const places = {
  firstStart: 'sandbox/first-start',
  running: 'sandbox/running.json',
  state: (tool: string) => `sandbox/${tool}.json`,
  config: 'sandbox-muster.yaml',
  secrets: {
    servicenow: 'secrets/servicenow-password', jira: 'secrets/jira-token', artifactory: 'secrets/artifactory-token', github: 'secrets/github-token',
    jenkins: 'secrets/jenkins-token',
    gitlab: 'secrets/gitlab-token', argocd: 'secrets/argocd-token', itop: 'secrets/itop-password', webhook: 'secrets/webhook-key',
    'jira-data-center': 'secrets/jira-data-center-token',
  },
  receiptKey: { private: 'secrets/receipt-key.pem', public: 'receipt-key.pub.pem' },
  hooks: { servicenow: 'secrets/servicenow-hook', jira: 'secrets/jira-hook', artifactory: 'secrets/artifactory-hook', github: 'secrets/github-hook', gitlab: 'secrets/gitlab-hook' },
  tokens: {
    viewer: 'tokens/viewer', releaseManager: 'tokens/release-manager', changeAuthority: 'tokens/change-authority',
    deployer: 'tokens/deployer', administrator: 'tokens/administrator', auditor: 'tokens/auditor',
  },
} as const;

/** The hub's passwords and tokens at the stand-ins. */
export const toolSecrets: Readonly<Record<keyof typeof places.secrets, string>> = {
  servicenow: servicenowCredentials.integration.password,
  jira: jiraCredentials.apiToken,
  artifactory: artifactoryCredentials.accessToken,
  github: githubCredentials.token,
  jenkins: jenkinsCredentials.apiToken,
  gitlab: gitlabCredentials.token,
  argocd: argocdCredentials.token,
  itop: itopCredentials.integration.password,
  'jira-data-center': jiraDataCenterCredentials.token,
  webhook: webhookCredentials.secret,
};

/** What those stand-ins sign with that tell the hub what happens. */
export const hookSecrets: Readonly<Record<keyof typeof places.hooks, string>> = {
  servicenow: 'sandbox-servicenow-hook-secret', jira: 'sandbox-jira-hook-secret', artifactory: 'sandbox-artifactory-hook-secret', github: 'sandbox-github-hook-secret', gitlab: 'sandbox-gitlab-hook-secret',
};
/** The stand-ins that tell the hub what happens. */
export const tellingTools = Object.keys(hookSecrets) as readonly (keyof typeof hookSecrets)[];

/** Writes a whole file or none, readable by its owner alone. */
export function writePrivately(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/** What `file` says, without its last line break; written once from `first` when it is not there yet. */
export function rememberOnce(file: string, first: () => string): string {
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text !== '') return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const text = first();
  writePrivately(file, `${text}\n`);
  return text;
}

/** The access tokens of this state folder, kept between runs; without a folder, fresh ones for this run. */
export function accessTokens(stateDir?: string): AccessTokens {
  const token = (role: keyof AccessTokens, word: string): string => {
    const fresh = (): string => `muster_sandbox_${word}_${randomBytes(16).toString('hex')}`;
    return stateDir === undefined ? fresh() : rememberOnce(path.join(stateDir, places.tokens[role]), fresh);
  };
  return {
    viewer: token('viewer', 'viewer'), releaseManager: token('releaseManager', 'release_manager'), changeAuthority: token('changeAuthority', 'change_authority'),
    deployer: token('deployer', 'deployer'), administrator: token('administrator', 'administrator'), auditor: token('auditor', 'auditor'),
  };
}

/**
 * The moment the story is told from: the first start in this state folder.
 * @throws Error `UnreadableState` when the file is there but holds no instant.
 */
export function firstStartOf(stateDir: string | undefined, now: Date): Date {
  if (stateDir === undefined) return now;
  const file = path.join(stateDir, places.firstStart);
  const firstStart = new Date(rememberOnce(file, () => now.toISOString()));
  if (!Number.isNaN(firstStart.getTime())) return firstStart;
  const error = new Error(`Reading the sandbox's first start: ${file} holds no instant. Delete the folder ${stateDir} to start the story anew.`);
  error.name = 'UnreadableState';
  throw error;
}

/** What the hub signs receipts with, and what everybody checks them with; PEM. */
export interface ReceiptKey { readonly private: string; readonly public: string }

/** The key of this state folder, made at the first start and kept between runs; without a folder, a fresh one for this run. */
export function receiptKey(stateDir?: string): ReceiptKey {
  const fresh = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
  const pem = stateDir === undefined ? fresh() : rememberOnce(path.join(stateDir, places.receiptKey.private), fresh);
  return { private: pem, public: createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString() };
}
