import type { ReleasePorts } from '../ports.ts';

/** What the release graph reaches the world through. */
export type GraphPorts = Pick<ReleasePorts, 'releases' | 'records' | 'catalogue' | 'clock'>;
