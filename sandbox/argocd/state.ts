import { createHash } from 'node:crypto';
import type { Story } from '../bank/story.ts';
import type { Start } from '../kernel/index.ts';

export const phases = ['Succeeded', 'Failed', 'Error'] as const;
export const healths = ['Unknown', 'Progressing', 'Healthy', 'Suspended', 'Degraded', 'Missing'] as const;

/** How the next operations go. `times` null: until told otherwise. */
export interface SyncPlan {
  readonly phase: (typeof phases)[number];
  /** What the application's health becomes once it no longer progresses. */
  readonly health: (typeof healths)[number];
  /** true: somebody pushed meanwhile, and the application is compared with another revision than was synced. */
  readonly hasHeadMoved: boolean;
  readonly times: number | null;
  readonly runMs: number | null;
}
export const usualPlan: SyncPlan = { phase: 'Succeeded', health: 'Healthy', hasHeadMoved: false, times: null, runMs: null };

export interface Info { readonly name: string; readonly value: string }

export interface Operation {
  readonly revision: string;
  readonly infos: readonly Info[];
  readonly prune: boolean;
  readonly user: string;
  /** By the sandbox's clock. */
  readonly acceptedAt: string;
  /** By the wall clock, which paces. */
  readonly acceptedMs: number;
  readonly runMs: number;
  readonly plan: SyncPlan;
  terminatedMs: number | null;
  /** Two operations may begin in one second and bring one revision: each stands in the history. */
  isInHistory: boolean;
}

export interface HistoryEntry { readonly id: number; readonly revision: string; readonly startedAt: string; readonly deployedAt: string; readonly user: string }

export interface Application {
  readonly name: string;
  readonly namespace: string;
  readonly repository: string;
  readonly path: string;
  readonly createdAt: string;
  readonly isAutomated: boolean;
  readonly hasSeveralSources: boolean;
  /** true: a sync window of its project denies every sync. */
  readonly isShut: boolean;
  /** By commit, the digest of the image that it brings. */
  readonly images: Readonly<Record<string, string>>;
  /** The one before the last, for as long as the last is not taken up. */
  previous: Operation | null;
  last: Operation | null;
  readonly history: HistoryEntry[];
}

export interface ArgoCdData {
  readonly applications: Application[];
  plan: SyncPlan;
  /** What every operation since the beginning was told under `infos`: Argo CD itself remembers that of the last one only. */
  begun?: Start[];
}

/** Every name of a revision leads to a commit; a commit to itself. */
export function commitOf(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision : createHash('sha1').update(revision).digest('hex');
}

/**
 * The story in Argo CD's words: of each service an application per environment, with a history entry per change that was
 * done, and three odd ones: "<service>-auto" syncs itself, "<service>-multi" has several sources, "<service>-shut" stands
 * behind a sync window that denies every sync.
 */
export function tellArgoCd(story: Story): ArgoCdData {
  const applications = story.services.flatMap(({ key, repository, target }) => {
    const application = (suffix: string, more: Partial<Application> = {}): Application => ({
      name: `${key}-${suffix}`, namespace: 'argocd', repository: `https://github.com/${repository}-config.git`, path: suffix, createdAt: '2025-01-01T00:00:00Z',
      isAutomated: false, hasSeveralSources: false, isShut: false, images: imagesOf(story, key), previous: null, last: null, history: [], ...more,
    });
    return [...Object.keys(target).map((environment) => application(environment, { history: historyOf(story, key, environment) })), application('auto', { isAutomated: true }), application('multi', { hasSeveralSources: true }), application('shut', { isShut: true })];
  });
  return { applications, plan: usualPlan };
}

/** revisionHistoryLimit: ten entries and no more. */
export const historyLimit = 10;

function historyOf(story: Story, serviceKey: string, environment: string): HistoryEntry[] {
  return story.releases
    .filter((release) => release.serviceKey === serviceKey)
    .flatMap(({ version, changes }) => changes.flatMap((change) => (change.environment === environment && change.state === '3' && change.window.kind === 'fixed' ? [{ version, startAt: change.window.startAt, user: change.assignedTo }] : [])))
    .toSorted((a, b) => a.startAt.localeCompare(b.startAt))
    .map(({ version, startAt, user }, id) => ({ id, user, revision: commitOf(version), startedAt: seconds(new Date(startAt)), deployedAt: seconds(new Date(Date.parse(startAt) + 60_000)) }))
    .slice(-historyLimit);
}

/** A release's image is its package's first file. */
function imagesOf(story: Story, serviceKey: string): Readonly<Record<string, string>> {
  return Object.fromEntries(story.releases.filter((release) => release.serviceKey === serviceKey).flatMap(({ version, artifacts }) => artifacts.slice(0, 1)
    .map(({ content }) => [commitOf(version), createHash('sha256').update(content).digest('hex')])));
}

/** Argo CD's instants have whole seconds. */
export function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
