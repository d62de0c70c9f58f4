import type { DeployerDeclaration } from '../../domain/environment.ts';
import type { Deployer } from '../../domain/ports/deployer.ts';
import type { ObservedPlace } from '../../domain/ports/observation-store.ts';
import type { ObservePorts } from './ports.ts';

type Reach = Pick<ObservePorts, 'catalogue' | 'connections'>;

/**
 * Every place whose deployer tells a history, as the configuration declares it now. A test connection is not asked what
 * runs in production: a clone of a production tool would tell of runs that never were.
 */
export function watchedPlaces(reach: Reach): readonly ObservedPlace[] {
  return reach.catalogue.services.flatMap(({ key, deployers }) => Object.entries(deployers).flatMap(([environment, declaration]) =>
    (isWatched(reach, environment, declaration) ? [{ connection: declaration.connection, serviceKey: key, environment }] : [])));
}

function isWatched({ catalogue, connections }: Reach, environment: string, declaration: DeployerDeclaration): boolean {
  const connection = connections.byName(declaration.connection);
  if (connection === undefined || (catalogue.environment(environment)?.isProduction === true && !connection.isProduction)) return false;
  return tellsHistory(connection.deployer?.(declaration));
}

/** The deployer of a place; null when it is no longer declared, or tells no history. */
export function deployerAt({ catalogue, connections }: Reach, { serviceKey, environment, connection }: ObservedPlace): Required<Pick<Deployer, 'history'>> | null {
  const declaration = catalogue.service(serviceKey)?.deployers[environment];
  const deployer = declaration === undefined ? undefined : connections.byName(connection)?.deployer?.(declaration);
  return tellsHistory(deployer) ? deployer : null;
}

function tellsHistory(deployer: Deployer | undefined): deployer is Deployer & Required<Pick<Deployer, 'history'>> {
  return deployer?.history !== undefined;
}
