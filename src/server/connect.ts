import { connectors, healthOf, type Auth, type Connector, type ConnectorSettings, type ConnectorTools, type ExchangeLine, type Limits, type NamedConnection } from '../connectors/index.ts';
import { UserMistake, type ConfigurationMistake } from '../domain/error.ts';
import type { Clock } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection, Connections } from '../domain/ports/connection.ts';
import type { ConnectionShape, FileShape } from './config/shape.ts';
import { catalogueOf } from './config/catalogue.ts';
import type { Log } from './log.ts';

const bySystem: ReadonlyMap<string, Connector> = new Map(Object.values(connectors).map((connector) => [connector.system, connector]));

/** The systems that a connection may name. */
export const knownSystems: readonly string[] = [...bySystem.keys()];

/** Told of each exchange with a tool, in the turn of whoever asked. */
export type Exchanged = (line: ExchangeLine) => void;

/** How long a connection may take for a purpose, milliseconds. */
export type DeadlineOf = (connection: Connection, purpose: Ask['purpose']) => number;

export function deadlinesOf({ connections }: Pick<FileShape, 'connections'>): DeadlineOf {
  const byName = new Map(connections.map(({ name, deadline }) => [name, deadline]));
  return ({ name }, purpose) => byName.get(name)?.[purpose] ?? 0;
}

/** Every configured connection, each with its own client; nothing is sent yet. */
export function connectAll(file: Pick<FileShape, 'connections' | 'outgoing'>, clock: Clock, log: Log, exchanged?: Exchanged): Connections {
  const all = file.connections.map((shape) => connect(shape, file, clock, log, exchanged));
  const byName = new Map(all.map((connection) => [connection.name, connection]));
  return { all, byName: (name) => byName.get(name) };
}

function connect(shape: ConnectionShape, { connections, outgoing }: Pick<FileShape, 'connections' | 'outgoing'>, clock: Clock, log: Log, exchanged?: Exchanged): Connection {
  const connector = bySystem.get(shape.system);
  if (connector === undefined) throw new Error(`connection ${shape.name} names the system ${shape.system}, which the configuration check should have refused`);
  const { name, isProduction, url, deadline, limits, options, webhook } = shape;
  const deadlines = { pageMs: deadline.page, judgeMs: deadline.judge, actMs: deadline.act };
  const settings: ConnectorSettings = {
    name, isProduction, url, auth: authOf(shape.auth), deadlines,
    ...(limits !== undefined && { limits: limitsOf(limits) }), ...(webhook !== undefined && { webhookSecret: webhook.secret }), ...(options !== undefined && { options }),
  };
  const told: Exchanged = (line) => {
    log.debug(line, line.problem === 'CIRCUIT_OPEN' ? 'left a tool alone' : 'asked a tool');
    exchanged?.(line);
  };
  const tools: ConnectorTools = { clock, outgoing, log: told, connectionNamed: (other) => namedIn(connections, other) };
  return { ...connector.connect(settings, tools), health: () => healthOf(settings, tools) };
}

function limitsOf({ concurrency, perMinute }: NonNullable<ConnectionShape['limits']>): Limits {
  return { ...(concurrency !== undefined && { concurrency }), ...(perMinute !== undefined && { perMinute }) };
}

function authOf(auth: ConnectionShape['auth']): Auth {
  if ('basic' in auth) return { kind: 'basic', ...auth.basic };
  if ('bearer' in auth) return { kind: 'bearer', token: auth.bearer };
  const { clientId, clientSecret, userName, password } = auth.oauth;
  return { kind: 'oauth', clientId, clientSecret, ...(userName !== undefined && { userName }), ...(password !== undefined && { password }) };
}

function namedIn(connections: FileShape['connections'], name: string): NamedConnection | undefined {
  const shape = connections.find((one) => one.name === name);
  return shape && { system: shape.system, isProduction: shape.isProduction, url: shape.url };
}

/** What only the connectors can say of a configuration: an unknown system, a sign-in it cannot use, settings of a deployer, an expression that nothing fills. */
export function connectionMistakes(file: FileShape, clock: Clock, log: Log): readonly { readonly path: readonly (string | number)[]; readonly message: string }[] {
  const connections = new Map<string, Connection>();
  const perConnection = file.connections.flatMap((shape, index) => {
    if (!knownSystems.includes(shape.system)) return [{ path: ['connections', index, 'system'], message: `Muster has no connector for "${shape.system}": name one of ${knownSystems.join(', ')}` }];
    return said(['connections', index], () => connections.set(shape.name, connect(shape, file, clock, log)));
  });
  const perDeployer = catalogueOf(file).services.flatMap(({ deployers }, index) => Object.entries(deployers).flatMap(([environment, declaration]) => {
    const connection = connections.get(declaration.connection);
    if (connection === undefined) return [];
    const path = ['services', index, 'deployers', environment];
    return connection.deployer === undefined
      ? [{ path: [...path, 'connection'], message: `${connection.name} is ${connection.system}, which deploys nothing` }]
      : said(path, () => connection.deployer?.(declaration));
  }));
  return [...perConnection, ...perDeployer, ...metricMistakes(file, connections), ...restrictionMistakes(file, connections)];
}

/** A clone of production measures the clone, so that production is watched by what is production. */
function metricMistakes(file: FileShape, connections: ReadonlyMap<string, Connection>): readonly Said[] {
  return file.environments.flatMap(({ name, isProduction, afterwards }, index) => afterwards.watch.metrics.flatMap((metric, nth) => {
    const connection = connections.get(metric.connection);
    if (connection === undefined) return [];
    const path = ['environments', index, 'afterwards', 'watch', 'metrics', nth];
    const { metrics } = connection;
    if (metrics === undefined) return [{ path: [...path, 'connection'], message: `${connection.name} is ${connection.system}, which measures nothing: name a PROMETHEUS` }];
    if (isProduction && !connection.isProduction) return [{ path: [...path, 'connection'], message: `${connection.name} is no production (isProduction: false), and ${name} is: what it measures is not what went live there` }];
    return said(path, () => { metrics.check(metric.expression); });
  }));
}

/** A rule that could never hold would keep nothing from anybody, and nobody would see that. */
function restrictionMistakes(file: FileShape, connections: ReadonlyMap<string, Connection>): readonly Said[] {
  return file.connections.flatMap(({ name, restricted }, index) => restricted.flatMap(({ kinds, classifications }, rule) => kinds.flatMap((kind, nth): readonly Said[] => {
    const connection = connections.get(name);
    if (connection === undefined) return [];
    const path = ['connections', index, 'restricted', rule];
    if (connection.readers[kind] === undefined) return [{ path: [...path, 'kinds', nth], message: `${name} is ${connection.system}, which has no ${kind} that Muster reads with these settings: name one of ${Object.keys(connection.readers).join(', ') || '(none)'}` }];
    if (classifications === undefined || connection.classifies?.includes(kind) === true) return [];
    return [{ path: [...path, 'classifications'], message: `${name} does not tell how a ${kind} is classified with these settings: ${connection.classifies === undefined ? `leave classifications out, and all of the kind are restricted` : `say in its options where that stands, or leave classifications out; it tells of ${connection.classifies.join(', ')}`}` }];
  })));
}

type Said = { readonly path: readonly (string | number)[]; readonly message: ConfigurationMistake['message'] };

function said(path: Said['path'], attempt: () => unknown): readonly Said[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof UserMistake) return [{ path: [...path, ...error.path], message: error.message }];
    throw error;
  }
}
