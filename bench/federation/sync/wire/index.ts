import { artifacts } from './artifacts.ts';
import { changes } from './changes.ts';
import { items } from './items.ts';
import type { Wire } from './wire.ts';
import { workItems } from './work-items.ts';

export type { Edition, Wire } from './wire.ts';

/** 350,000 records: everything that the figures of syncing are about. */
export const wires: readonly Wire[] = [changes, workItems, artifacts, items];
