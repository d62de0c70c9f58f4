import type { DeployerDeclaration } from '../../domain/environment.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Deployer } from '../../domain/ports/deployer.ts';
import { place } from './observed.fixture.ts';
import type { ObservePorts } from './ports.ts';
import { deployerAt, watchedPlaces } from './watched.ts';

const telling = { history: () => Promise.resolve({ records: [], isComplete: true }) } as unknown as Deployer;
const declared: DeployerDeclaration = { connection: 'github', name: 'deploy', settings: {} };

interface Declared {
  readonly deployers?: Readonly<Record<string, DeployerDeclaration>>;
  readonly isProduction?: boolean;
  /** What the connection makes of a declaration; null: it cannot deploy at all. */
  readonly deployer?: ((declaration: DeployerDeclaration) => Deployer) | null;
  readonly isProductionTool?: boolean;
  readonly isThere?: boolean;
}

/** Payments, deployed to production through a tool of production that tells a history, unless told otherwise. */
function reach({ deployers = { production: declared }, isProduction = true, deployer = () => telling, isProductionTool = true, isThere = true }: Declared = {}): Pick<ObservePorts, 'catalogue' | 'connections'> {
  const connection = { name: 'github', isProduction: isProductionTool, ...(deployer !== null && { deployer }) } as unknown as Connection;
  const service = { key: 'payments', deployers };
  return {
    catalogue: { services: [service], service: (key: string) => (key === 'payments' ? service : undefined), environment: (name: string) => (name === 'production' ? { name, isProduction } : undefined) } as unknown as ObservePorts['catalogue'],
    connections: { all: [], byName: (name) => (isThere && name === 'github' ? connection : undefined) },
  };
}

describe('the places that are watched', () => {
  it.each<[string, Declared, boolean]>([
    ['production by a tool of production', {}, true],
    ['production by a test tool', { isProductionTool: false }, false],
    ['a test environment by a test tool', { isProduction: false, isProductionTool: false }, true],
    ['a test environment by a tool of production', { isProduction: false }, true],
    ['a place whose connection is not there', { isThere: false }, false],
    ['a place whose connection cannot deploy', { deployer: null }, false],
    ['a place whose deployer tells no history', { deployer: () => ({ name: 'deploy' }) as Deployer }, false],
  ])('%s', (_title, given, isWatched) => {
    expect(watchedPlaces(reach(given))).toEqual(isWatched ? [place] : []);
    expect(watchedPlaces(reach({ ...given, deployers: {} }))).toEqual([]);
  });

  it('go by an environment that is declared nowhere as by one of no production', () => {
    expect(watchedPlaces(reach({ deployers: { staging: declared }, isProductionTool: false }))).toEqual([{ ...place, environment: 'staging' }]);
  });
});

describe('the deployer of a place', () => {
  it('is the one that the configuration declares', () => {
    const asked: unknown[] = [];
    expect(deployerAt(reach({ deployer: (declaration) => { asked.push(declaration); return telling; } }), place)).toBe(telling);
    expect(asked).toEqual([declared]);
  });

  it.each<[string, Declared, typeof place]>([
    ['its service is gone', {}, { ...place, serviceKey: 'ledger' }],
    ['the service is deployed there no longer', { deployers: {} }, place],
    ['its connection is gone', { isThere: false }, place],
    ['its connection cannot deploy', { deployer: null }, place],
    ['it tells no history', { deployer: () => ({ name: 'deploy' }) as Deployer }, place],
  ])('is none where %s', (_title, given, at) => {
    expect(deployerAt(reach(given), at)).toBeNull();
  });
});
