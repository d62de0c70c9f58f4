import DataLoader from 'dataloader';
import type { Freeze } from '../domain/freeze.ts';
import type { FreezeStore } from '../domain/ports/freeze-store.ts';
import type { AssessmentStore, PlanStore, ReleaseStore } from '../domain/ports/stores.ts';
import type { WaiverStore } from '../domain/ports/waiver-store.ts';
import type { Assessment } from '../domain/readiness.ts';
import type { DeploymentPlan, Release } from '../domain/release.ts';
import type { Waiver } from '../domain/waiver.ts';

export interface NodeLoaderPorts {
  readonly releases: ReleaseStore;
  readonly plans: PlanStore;
  readonly assessments: AssessmentStore;
  readonly freezes: FreezeStore;
  readonly waivers: WaiverStore;
}

/** Muster's own things by their ids; null for one that is not there. */
export interface NodeLoaders {
  readonly releaseById: DataLoader<string, Release | null>;
  readonly plan: DataLoader<string, DeploymentPlan | null>;
  readonly assessment: DataLoader<string, Assessment | null>;
  readonly freeze: DataLoader<string, Freeze | null>;
  readonly waiver: DataLoader<string, Waiver | null>;
}

export function nodeLoaders({ releases, plans, assessments, freezes, waivers }: NodeLoaderPorts): NodeLoaders {
  return { releaseById: byIds(releases), plan: byIds(plans), assessment: byIds(assessments), freeze: byIds(freezes), waiver: byIds(waivers) };
}

function byIds<T>(store: { byIds(ids: readonly string[]): Promise<ReadonlyMap<string, T>> }): DataLoader<string, T | null> {
  return new DataLoader(async (ids) => {
    const found = await store.byIds(ids);
    return ids.map((id) => found.get(id) ?? null);
  });
}
