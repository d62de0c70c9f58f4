import type { Ask } from '../domain/ports/ask.ts';
import type { Connection } from '../domain/ports/connection.ts';
import type { FoundIn } from '../domain/ports/records.ts';
import type { QuestionName, Questions } from '../domain/record.ts';
import type { SourceRecord } from '../domain/source.ts';
import { copyOfRecord } from './copies.ts';
import type { MirrorParts } from './parts.ts';
import { cannotAnswer, notConfigured, problemOf } from './problem.ts';

/** A search in the connections named, in all that can answer the question, or in those of them that are production; never answered from copies, and what it finds is kept. */
export async function findRecords<Q extends QuestionName>(parts: MirrorParts, question: Q, about: Questions[Q]['ask'], ask: Ask, among?: readonly string[] | 'production'): Promise<readonly FoundIn<Questions[Q]['finds']>[]> {
  return Promise.all([...new Set(askedOf(parts, question, among))].map((name) => findOnce(parts, name, question, about, ask)));
}

/** The same search of the same connection that is on its way already is awaited, no longer than an own one would be. */
async function findOnce<Q extends QuestionName>(parts: MirrorParts, name: string, question: Q, about: Questions[Q]['ask'], ask: Ask): Promise<FoundIn<Questions[Q]['finds']>> {
  const key = JSON.stringify([name, about]);
  const find = async () => new Map([[key, await findIn(parts, name, question, about, ask)]]);
  const found = await parts.flights.share(question, [key], ask, find, async (_shared, landing) => {
    const connection = parts.connections.byName(name);
    if (connection === undefined) return find();
    try {
      return await parts.guarded(connection, ask, landing);
    } catch (error) {
      return new Map([[key, { connection: name, isProduction: connection.isProduction, records: [], isComplete: false, problem: problemOf(error, parts.clock) }]]);
    }
  });
  return found.get(key) ?? findIn(parts, name, question, about, ask);
}

function askedOf({ connections }: MirrorParts, question: QuestionName, among: readonly string[] | 'production' | undefined): readonly string[] {
  if (typeof among === 'object') return among;
  return connections.all.filter(({ finders, isProduction }) => finders[question] !== undefined && (isProduction || among === undefined)).map(({ name }) => name);
}

async function findIn<Q extends QuestionName>(parts: MirrorParts, name: string, question: Q, about: Questions[Q]['ask'], ask: Ask): Promise<FoundIn<Questions[Q]['finds']>> {
  const connection = parts.connections.byName(name);
  const finder = connection?.finders[question];
  const nothing = { connection: name, isProduction: connection?.isProduction ?? false, records: [], isComplete: false };
  if (connection === undefined) return { ...nothing, problem: notConfigured(name, parts.clock) };
  if (finder === undefined) return { ...nothing, problem: cannotAnswer(name, question, parts.clock) };
  try {
    const { records, isComplete } = await parts.guarded(connection, ask, () => finder.find(about, ask));
    const own = ofConnection(connection, records);
    await parts.copies.keep(own.map((record) => copyOfRecord(record)), ask);
    return { ...nothing, records: own, isComplete: isComplete && own.length === records.length, problem: null };
  } catch (error) {
    return { ...nothing, problem: problemOf(error, parts.clock) };
  }
}

/** A record that claims to be another connection's is nobody's. */
function ofConnection<T extends SourceRecord>({ name }: Connection, records: readonly T[]): readonly T[] {
  return records.filter(({ source }) => source.connection === name);
}
