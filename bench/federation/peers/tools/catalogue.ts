import { readFileSync } from 'node:fs';
import type { ToolSettings } from './tool.ts';

/** What a peer is told instead of a database of its own: the releases and what was declared of them, and where the tools are. */
export interface Catalogue {
  readonly tools: Readonly<Record<'servicenow' | 'jira' | 'artifactory', ToolSettings>>;
  readonly services: readonly KnownService[];
  readonly releases: readonly KnownRelease[];
}

export interface KnownService {
  readonly key: string;
  /** Its name in the CMDB. */
  readonly name: string;
  /** Jira project. */
  readonly project: string;
  readonly repository: string;
  /** Folder of its packages there; a version's is one below. */
  readonly folder: string;
  /** Names of the items that hold its running version. */
  readonly targets: readonly string[];
}

export interface KnownRelease {
  readonly key: string;
  readonly version: string;
  readonly serviceKey: string;
  readonly owner: string;
  readonly build: { readonly name: string; readonly number: string };
  /** Numbers of changes that people declared. */
  readonly changes: readonly string[];
}

/** Reads the file that CATALOGUE names. */
export function readCatalogue(): Catalogue {
  return JSON.parse(readFileSync(process.env['CATALOGUE'] ?? '', 'utf8')) as Catalogue;
}

export function serviceOf({ services }: Catalogue, { serviceKey }: KnownRelease): KnownService {
  const service = services.find(({ key }) => key === serviceKey);
  if (service === undefined) throw new Error(`The catalogue has no service ${serviceKey}.`);
  return service;
}
