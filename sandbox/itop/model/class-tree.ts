import { classes, type ClassShape } from './classes.ts';

/** A class and what it extends, itself first; empty for a class that does not exist. */
export function lineage(name: string): readonly string[] {
  return lineages.get(name) ?? [];
}

const lineages: ReadonlyMap<string, readonly string[]> = new Map(Object.keys(classes).map((name) => [name, ancestry(name)]));

function ancestry(name: string): readonly string[] {
  const parent = classes[name]?.parent;
  return [name, ...(parent === undefined ? [] : ancestry(parent))];
}

export function isClass(name: string): boolean {
  return Object.hasOwn(classes, name);
}

export function isKindOf(name: string, ancestor: string): boolean {
  return lineage(name).includes(ancestor);
}

/** Objects of one hierarchy share one row of ids: Server 1 and Farm 1 cannot both be, Server 1 and RoutineChange 1 can. */
export function rootOf(name: string): string {
  return lineage(name).at(-1) ?? name;
}

/** Attributes that every object has. */
const given: readonly string[] = ['id', 'finalclass', 'friendlyname', 'obsolescence_flag'];

export function attributesOf(name: string): readonly string[] {
  return [...merged(name, (shape) => [...shape.own, ...Object.keys(shape.through ?? {}), ...Object.keys(shape.lists ?? {})]), ...given.slice(1)];
}

export function isAttribute(className: string, attribute: string): boolean {
  return attribute === 'id' || attributesOf(className).includes(attribute);
}

export function isStored(className: string, attribute: string): boolean {
  return merged(className, (shape) => shape.own).includes(attribute);
}

/** The stored attributes of a class, its ancestors' first. */
export function storedOf(className: string): readonly string[] {
  return merged(className, (shape) => shape.own);
}

export function throughOf(className: string, attribute: string): readonly [string, string] | undefined {
  return shapesOf(className).map((shape) => shape.through?.[attribute]).find((found) => found !== undefined);
}

export function listOf(className: string, attribute: string): readonly [string, string] | undefined {
  return shapesOf(className).map((shape) => shape.lists?.[attribute]).find((found) => found !== undefined);
}

function merged(name: string, pick: (shape: ClassShape) => readonly string[]): string[] {
  return shapesOf(name).toReversed().flatMap(pick);
}

function shapesOf(name: string): ClassShape[] {
  return lineage(name).flatMap((one) => classes[one] ?? []);
}
