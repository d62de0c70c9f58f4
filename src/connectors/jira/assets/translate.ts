import type { ConfigurationItem } from '../../../domain/configuration-item.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { AssetsObject } from './wire.ts';
import type { AssetsAnswer, Workspace } from './workspace.ts';

/** An object in our words; its type is its class. What no option names, nobody knows. */
export function toItem(object: AssetsObject, answer: AssetsAnswer, workspace: Workspace): ConfigurationItem {
  const { name: connection, system, options } = workspace;
  const status = textOf(object, answer, options.status);
  return {
    kind: 'ci',
    id: formatReference(connection, 'ci', object.id),
    source: { reference: formatReference(connection, 'ci', object.label), system, connection, key: object.label, url: workspace.pageOf(object.id), fetchedAt: answer.fetchedAt, isStale: false, problem: null },
    label: object.label,
    name: object.label,
    className: object.objectType.name,
    operationalState: Object.entries(options.states).find(([name]) => name.toLowerCase() === status?.toLowerCase())?.[1] ?? 'UNKNOWN',
    runningVersion: textOf(object, answer, options.version),
    environment: textOf(object, answer, options.environment),
    owner: null,
  };
}

/** Ids of the objects this one depends on, by the configured references. */
export function dependenciesOf(object: AssetsObject, answer: AssetsAnswer, { options }: Workspace): readonly string[] {
  return [...new Set(options.dependencies.flatMap((name) => valuesOf(object, answer, name).flatMap(({ referencedObject }) => (referencedObject == null ? [] : [referencedObject.id]))))];
}

/** The one value of an attribute; null when there is none, and when there are several: nobody can tell which holds. */
function textOf(object: AssetsObject, answer: AssetsAnswer, attribute: string | undefined): string | null {
  const values = attribute === undefined ? [] : valuesOf(object, answer, attribute);
  const [only] = values;
  if (only === undefined || values.length > 1) return null;
  const text = only.status?.name ?? only.value ?? only.displayValue;
  return typeof text === 'string' && text !== '' ? text : null;
}

/** Of every attribute of that name: object types have attributes of their own, and names are compared without case. */
function valuesOf(object: AssetsObject, { attributeNames }: AssetsAnswer, attribute: string) {
  return object.attributes.filter(({ objectTypeAttributeId }) => attributeNames.get(objectTypeAttributeId) === attribute.toLowerCase()).flatMap(({ objectAttributeValues }) => objectAttributeValues);
}
