import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { approvalStates, changeStates, changeTypes } from '../../domain/change.ts';
import { operationalStates } from '../../domain/configuration-item.ts';
import { createProblemReader } from './problem.ts';
import { changeOf } from './translate/change.ts';
import { itemOf } from './translate/item.ts';
import { incidentOf } from './translate/trouble.ts';
import { getAnswer, relatedAnswer, textOf, writeAnswer } from './wire.ts';

const folder = join(import.meta.dirname, '../../../../shared/apis/recordings/itop');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const files = ['itop_applicationsolution_all.json', 'itop_functionalci_page1.json', 'itop_get_related.json', 'itop_normalchange_create.json', 'itop_empty.json', 'itop_error_unknown_field.json'];

const origin = { instance: { name: 'itop', url: 'https://itop.example', options: { timeZone: 'Europe/Paris', correlation: { change: 'title' } } }, fetchedAt: '2026-11-23T05:00:00.000Z' };
const readProblem = createProblemReader({ now: () => new Date('2026-11-23T05:00:00Z') });

/** Every place in a body, as a path. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => places(one, [...path, key])) : [];
  return [path, ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], wrong: { readonly isGone: boolean; readonly value: unknown }): unknown {
  if (key === undefined) return wrong.value;
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => (String(index) !== key ? [one] : wrong.isGone && rest.length === 0 ? [] : [replaced(one, rest, wrong)]));
  return Object.fromEntries(Object.entries(value as object).flatMap(([name, one]) => (name !== key ? [[name, one as unknown]] : wrong.isGone && rest.length === 0 ? [] : [[name, replaced(one, rest, wrong)]])));
}

const wrongs = fc.oneof(
  fc.record({ isGone: fc.constant(true), value: fc.constant(null) }),
  fc.record({ isGone: fc.constant(false), value: fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom<unknown>('x'.repeat(100_000), -1, 1e308, '__proto__', 'constructor', '0', '-1', '99999999999999999999', true, {}, [])) }),
);

/** Ends in records of our words, or in an answer that is not believed. */
function read(body: unknown): void {
  readProblem(200, body, {});
  const things = [getAnswer, writeAnswer, relatedAnswer].flatMap((schema) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) return [];
    return 'things' in parsed.data ? parsed.data.things : 'objects' in parsed.data ? parsed.data.objects : [parsed.data];
  });
  for (const thing of things) {
    const [change, item, incident] = [changeOf(thing, new Map(), origin), itemOf(thing, { status: textOf(thing, 'status'), version: null, environment: null }, origin), incidentOf(thing, origin)];
    expect([change.id, item.id, incident.id]).toEqual([`itop:change:${thing.id}`, `itop:ci:${thing.id}`, `itop:incident:${thing.id}`]);
    expect(thing.id).toMatch(/^[1-9]\d*$/);
    expect(changeStates).toContain(change.state);
    expect(approvalStates).toContain(change.approval);
    expect(changeTypes).toContain(change.type);
    expect(operationalStates).toContain(item.operationalState);
    for (const text of [change.title, change.description, change.correlationId, change.number, item.name, incident.title]) expect(text === null || (typeof text === 'string' && text !== '')).toBe(true);
    expect([true, false, null]).toContain(incident.isOpen);
  }
}

suite(isThere ? 'recordings with one thing wrong' : 'recordings with one thing wrong (skipped: ../shared/apis/recordings is not here)', () => {
  it.each(files)('%s ends in a value or is not believed', (file) => {
    const body = JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;
    const everywhere = places(body);
    fc.assert(fc.property(fc.constantFrom(...everywhere), wrongs, (place, wrong) => { read(replaced(body, place, wrong)); }), { numRuns: 1_700 });
  });
});
