import type { z } from 'zod';
import { issuer } from '../sign-in/shape.ts';
import { notices, type NoticesShape } from './notices-shape.ts';
import { accessToken, audit, deploying, documents, draining, elementShapes, freshness, limits, metrics, outgoing, receipts, telemetry, type FileShape } from './shape.ts';

type ListName = keyof typeof elementShapes;

/**
 * What can be read of a file whose shape is wrong somewhere, so that the checks after the shape tell their mistakes in
 * the same go. Lists keep their places: an element that cannot be read is a hole, which map and flatMap step over.
 * Unknown keys are looked past; any other mistake hides the rest of its own element until it is mended.
 */
export function readablePart(raw: unknown): FileShape {
  const access = isMap(raw) ? raw['access'] : undefined;
  const told = readElement(notices, isMap(raw) ? raw['notices'] : undefined);
  return {
    ...(told.success && { notices: told.data as NoticesShape }),
    environments: listOf(raw, 'environments'), connections: listOf(raw, 'connections'), services: listOf(raw, 'services'),
    people: listOf(raw, 'people'), policies: listOf(raw, 'policies'), customGates: listOf(raw, 'customGates'), plugins: elementsOf(raw, 'plugins').filter((name) => typeof name === 'string'),
    freshness: freshness.parse({}), deploying: deploying.parse({}), draining: draining.parse({}), limits: limits.parse({}), metrics: metrics.parse({}), telemetry: telemetry.parse({}), documents: documents.parse({}), // no later check looks at them
    receipts: partOr(receipts, raw, 'receipts'), audit: partOr(audit, raw, 'audit'), outgoing: partOr(outgoing, raw, 'outgoing'),
    access: {
      sandboxTokens: readEach(accessToken, elementsOf(access, 'sandboxTokens')) as FileShape['access']['sandboxTokens'],
      issuers: readEach(issuer, elementsOf(access, 'issuers')) as FileShape['access']['issuers'],
    },
  };
}

/** The names that a list declares, those of elements with mistakes included: what names them is not wrong for that. */
export function namesDeclared(raw: unknown, list: 'environments' | 'connections' | 'policies'): readonly string[] {
  return elementsOf(raw, list).map((element) => (isMap(element) ? element['name'] : null)).filter((name) => typeof name === 'string');
}

/** A part as it stands in the file, or as it is when it is left out. */
function partOr<T>(shape: z.ZodType<T>, raw: unknown, name: string): T {
  const read = readElement(shape, isMap(raw) ? raw[name] : undefined);
  return read.success ? read.data as T : shape.parse({});
}

function listOf<N extends ListName>(raw: unknown, list: N): FileShape[N] {
  return readEach(elementShapes[list], elementsOf(raw, list)) as FileShape[N];
}

function readEach(shape: z.ZodType, elements: readonly unknown[]): readonly unknown[] {
  const readable: unknown[] = [];
  readable.length = elements.length;
  for (const [index, element] of elements.entries()) {
    const read = readElement(shape, element);
    if (read.success) readable[index] = read.data;
  }
  return readable;
}

function readElement(shape: z.ZodType, raw: unknown): z.ZodSafeParseResult<unknown> {
  const read = shape.safeParse(raw);
  if (read.success) return read;
  const known = structuredClone(raw);
  for (const issue of read.error.issues) if (issue.code === 'unrecognized_keys') remove(known, issue.path, issue.keys);
  return shape.safeParse(known);
}

function remove(from: unknown, path: readonly PropertyKey[], keys: readonly string[]): void {
  const place = path.reduce<unknown>((part, key) => (isMap(part) ? part[String(key)] : Array.isArray(part) ? part[Number(key)] : undefined), from);
  if (isMap(place)) for (const key of keys) Reflect.deleteProperty(place, key);
}

function elementsOf(raw: unknown, list: string): readonly unknown[] {
  const elements = isMap(raw) ? raw[list] : undefined;
  return Array.isArray(elements) ? elements : [];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
