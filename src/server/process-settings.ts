import { isIP } from 'node:net';
import path from 'node:path';
import { ConfigurationError, type ConfigurationMistake } from '../domain/error.ts';
import { durationMs } from '../domain/duration.ts';

/** What the process is told by its environment variables. */
export interface ProcessSettings {
  readonly port: number;
  /** The address of this machine that is listened on. */
  readonly host: string;
  readonly configurationFile: string;
  readonly stateDirectory: string;
  /** null: the embedded database in the state directory. */
  readonly databaseUrl: string | null;
  /** Migrations are run by `muster migrate` alone. */
  readonly isMigratedByHand: boolean;
  readonly isProductionMode: boolean;
  readonly clockOffsetMs: number;
}

/** A variable set to nothing counts as not set. @throws ConfigurationError naming every variable that is wrong. */
export function readProcessSettings(given: Readonly<Record<string, string | undefined>>): ProcessSettings {
  const environment = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const mistakes: ConfigurationMistake[] = [];
  const mistake = (key: string, message: string): void => void mistakes.push({ line: null, key, message });

  const port = Number(environment['PORT'] ?? '4000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) mistake('PORT', `"${environment['PORT'] ?? ''}" is not a port: write a number from 0 to 65535`);
  const host = environment['MUSTER_HOST'] ?? '127.0.0.1';
  if (isIP(host) === 0) mistake('MUSTER_HOST', `"${host}" is not an address of this machine: write e.g. 127.0.0.1, or 0.0.0.0 for all of them`);
  const mode = environment['MUSTER_MODE'] ?? 'development';
  if (!['development', 'production'].includes(mode)) mistake('MUSTER_MODE', `"${mode}" is not a mode: write development or production`);
  const isProductionMode = mode === 'production';
  const offset = environment['MUSTER_CLOCK_OFFSET'] ?? 'PT0S';
  const clockOffsetMs = durationMs(offset);
  if (clockOffsetMs === null) mistake('MUSTER_CLOCK_OFFSET', `"${offset}" is not an ISO 8601 duration: write e.g. P7D`);
  if (isProductionMode && clockOffsetMs !== 0) mistake('MUSTER_CLOCK_OFFSET', 'moves the clock, which production mode refuses: unset it');
  const databaseUrl = environment['DATABASE_URL'] ?? null;
  if (isProductionMode && databaseUrl === null) mistake('DATABASE_URL', 'is needed in production mode: the embedded database keeps nothing safe through a power cut');
  const migrates = environment['MUSTER_MIGRATE'] ?? 'at-start';
  if (!['at-start', 'by-hand'].includes(migrates)) mistake('MUSTER_MIGRATE', `"${migrates}" is no way to migrate: write at-start or by-hand`);
  const isMigratedByHand = migrates === 'by-hand';
  if (isMigratedByHand && databaseUrl === null) mistake('MUSTER_MIGRATE', 'by-hand is for PostgreSQL: the embedded database is migrated by the hub that opens it');
  const stateDirectory = path.resolve(environment['MUSTER_STATE_DIR'] ?? '.muster');
  const configurationFile = environment['MUSTER_CONFIG'];
  if (configurationFile === undefined) mistake('MUSTER_CONFIG', 'is not set: name the muster.yaml to use, or run npm start for the sandbox');
  if (mistakes.length > 0 || configurationFile === undefined || clockOffsetMs === null) throw new ConfigurationError('the environment', mistakes);
  return { port, host, configurationFile: path.resolve(configurationFile), stateDirectory, databaseUrl, isMigratedByHand, isProductionMode, clockOffsetMs };
}
