import type DataLoader from 'dataloader';
import type { AccountRecord } from '../domain/licence.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Records } from '../domain/ports/records.ts';
import type { Hidden } from '../domain/restriction.ts';
import type { Readiness } from '../domain/readiness.ts';
import { entitlementLoader, type Holding } from './entitlement.loader.ts';
import { nodeLoaders, type NodeLoaderPorts, type NodeLoaders } from './node.loader.ts';
import { readinessLoader, type JudgementKey } from './readiness.loader.ts';
import { recordLoaders, type RecordLoaders } from './record.loader.ts';
import { visibleLinks } from './visible-names.ts';
import { releaseLoaders, type ReleaseLoaderPorts, type ReleaseLoaders } from './release.loader.ts';

export interface LoaderPorts extends ReleaseLoaderPorts, NodeLoaderPorts {
  /** As whoever asks sees them. */
  readonly records: Records;
  readonly hidden: readonly Hidden[];
  judge(key: JudgementKey): Promise<Readiness>;
}

export interface Loaders extends RecordLoaders, ReleaseLoaders, NodeLoaders {
  readonly readiness: DataLoader<JudgementKey, Readiness, string>;
  readonly entitlements: DataLoader<AccountRecord, Holding, string>;
}

/** All loaders of one request. */
export function createLoaders(ports: LoaderPorts, ask: Ask): Loaders {
  const records = recordLoaders(ports.records, ask);
  return {
    ...records,
    ...releaseLoaders(ports, ask, visibleLinks(ports.hidden, records)),
    ...nodeLoaders(ports),
    entitlements: entitlementLoader(ports.records, ask),
    readiness: readinessLoader((key) => ports.judge(key)),
  };
}
export type { JudgementKey };
export { isNameVisible, onlyVisible } from './visible-names.ts';
