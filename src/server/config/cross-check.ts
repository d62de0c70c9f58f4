import { readReference } from '../../domain/reference.ts';
import { noticeMistakes } from './notice-mistakes.ts';
import type { FileShape } from './shape.ts';

interface Mistake { readonly path: readonly (string | number)[]; readonly message: string }

/** Names that other parts of the file may use. */
export interface DeclaredNames {
  readonly environments: readonly string[];
  readonly connections: readonly string[];
  readonly policies: readonly string[];
}

/** What a shape cannot say: names used but not declared, names declared twice. */
export function findMistakes(file: FileShape, declared: DeclaredNames): readonly Mistake[] {
  return [...doubled(file), ...environmentMistakes(file, declared), ...serviceMistakes(file, declared), ...peopleMistakes(file, declared), ...accessMistakes(file, declared),
    ...noticeMistakes(file.notices, { environments: declared.environments, services: file.services.map(({ key }) => key) })];
}

function doubled(file: FileShape): readonly Mistake[] {
  const lists: readonly (readonly [string, string, readonly string[]])[] = [
    ['environments', 'name', file.environments.map(({ name }) => name)],
    ['connections', 'name', file.connections.map(({ name }) => name)],
    ['services', 'key', file.services.map(({ key }) => key)],
    ['policies', 'name', file.policies.map(({ name }) => name)],
    ['customGates', 'name', file.customGates.map(({ name }) => name)],
    ['people', 'email', file.people.map(({ email }) => email.toLowerCase())],
  ];
  return lists.flatMap(([list, field, names]) => names
    .map((name, index) => ({ name, index }))
    .filter(({ name, index }) => names.indexOf(name) < index)
    .map(({ name, index }) => ({ path: [list, index, field], message: `"${name}" is declared twice` })));
}

function environmentMistakes(file: FileShape, { policies, connections }: DeclaredNames): readonly Mistake[] {
  return file.environments.flatMap(({ policy, afterwards }, index) => [
    ...undeclared(policy, policies, 'policy', ['environments', index, 'policy']),
    ...afterwards.watch.metrics.flatMap(({ connection }, nth) => undeclared(connection, connections, 'connection', ['environments', index, 'afterwards', 'watch', 'metrics', nth, 'connection'])),
  ]);
}

function serviceMistakes(file: FileShape, { connections, environments }: DeclaredNames): readonly Mistake[] {
  return file.services.flatMap((service, index) => {
    const at = (...keys: string[]): Mistake['path'] => ['services', index, ...keys];
    return [
      ...(service.record === null ? [] : recordMistakes(service.record, connections, at('record'))),
      ...(service.workItems === null ? [] : undeclared(service.workItems.connection, connections, 'connection', at('workItems', 'connection'))),
      ...(service.artifacts === null ? [] : undeclared(service.artifacts.connection, connections, 'connection', at('artifacts', 'connection'))),
      ...Object.keys(service.artifacts?.promoteTo ?? {}).flatMap((environment) => undeclared(environment, environments, 'environment', at('artifacts', 'promoteTo', environment))),
      ...(['targets', 'deployers'] as const).flatMap((part) => Object.entries<{ readonly connection: string }>(service[part]).flatMap(([environment, { connection }]) => [
        ...undeclared(environment, environments, 'environment', at(part, environment)),
        ...undeclared(connection, connections, 'connection', at(part, environment, 'connection')),
      ])),
    ];
  });
}

function recordMistakes(reference: string, connections: readonly string[], path: Mistake['path']): readonly Mistake[] {
  const parts = readReference(reference);
  if (parts?.kind !== 'service') return [{ path, message: `"${reference}" is not the reference of a service: write <connection>:service:<name>` }];
  return undeclared(parts.connection, connections, 'connection', path);
}

function peopleMistakes(file: FileShape, { connections }: DeclaredNames): readonly Mistake[] {
  return file.people.flatMap(({ accounts }, person) => accounts.flatMap(({ connection }, account) => undeclared(connection, connections, 'connection', ['people', person, 'accounts', account, 'connection'])));
}

function accessMistakes({ access, services }: FileShape, { connections, environments }: DeclaredNames): readonly Mistake[] {
  const keys = services.map(({ key }) => key);
  return access.issuers.flatMap(({ people, pipelines }, index) => {
    const at = ['access', 'issuers', index];
    const rules = [...(people?.grants ?? []).map((rule, nth) => ({ rule, path: [...at, 'people', 'grants', nth] })), ...pipelines.map((rule, nth) => ({ rule, path: [...at, 'pipelines', nth] }))];
    return [
      ...rules.flatMap(({ rule, path }) => [
        ...(rule.services ?? []).flatMap((key, nth) => undeclared(key, keys, 'service', [...path, 'services', nth])),
        ...(rule.environments ?? []).flatMap((name, nth) => undeclared(name, environments, 'environment', [...path, 'environments', nth])),
      ]),
      ...pipelines.flatMap(({ actsFor }, nth) => (actsFor === undefined ? [] : undeclared(actsFor.connection, connections, 'connection', [...at, 'pipelines', nth, 'actsFor', 'connection']))),
    ];
  });
}

function undeclared(name: string, declared: readonly string[], what: string, path: Mistake['path']): readonly Mistake[] {
  return declared.includes(name) ? [] : [{ path, message: `there is no ${what} "${name}": declare it, or name one of ${declared.join(', ') || '(none declared)'}` }];
}
