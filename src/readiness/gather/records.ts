import type { Artifact, Sha256 } from '../../domain/artifact.ts';
import type { Environment } from '../../domain/environment.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { FoundIn, Reading } from '../../domain/ports/records.ts';
import type { QuestionName, Questions, ReadableKind, RecordTypes, RelationName, RelationTypes } from '../../domain/record.ts';
import { readReference, type RecordIdentity } from '../../domain/reference.ts';
import type { Link } from '../../domain/release.ts';
import type { Source } from '../../domain/source.ts';
import { notOlderThan, unknown, type Fact } from '../fact.ts';
import type { RecordFacts } from '../facts.ts';
import { goneOf, movedTo } from './moved.ts';
import type { ReadinessPorts } from './ports.ts';
import { factOf } from './reading.ts';

/** One record to judge: by its reference, and by the link that brought it in; null for what the seal or configuration names. */
export interface Wanted {
  readonly reference: string;
  readonly link: Link | null;
}

/** A record, read or not, of which more is asked. */
export type Related = Pick<RecordFacts<RecordTypes[ReadableKind]>, 'record'>;

/** Reads the records and relations of one judgement: each kind in one question. */
export class Reader {
  readonly #ports: ReadinessPorts;
  readonly #ask: Ask;
  readonly #environment: Environment;
  readonly #notBefore: Instant | null;

  constructor(ports: ReadinessPorts, given: { readonly ask: Ask; readonly environment: Environment; readonly notBefore: Instant | null }) {
    this.#ports = ports;
    this.#ask = given.ask;
    this.#environment = given.environment;
    this.#notBefore = given.notBefore;
  }

  async read<K extends ReadableKind>(kind: K, wanted: readonly Wanted[]): Promise<readonly RecordFacts<RecordTypes[K]>[]> {
    const facts = await this.#facts(wanted.map(({ reference }) => reference), (names) => this.#ports.records.read(kind, names, this.#ask));
    return wanted.map(({ reference, link }): RecordFacts<RecordTypes[K]> => {
      const fact = this.#fresh(facts(reference));
      return { reference, link, record: fact, source: fact.state === 'known' ? fact.value.source : this.#unread(reference, fact), discountedBecause: this.#discount(reference, link) };
    });
  }

  /** One relation of every record that could be read; of the others it is as unknown as they are. */
  async relate<N extends RelationName>(relation: N, records: readonly Related[]): Promise<(record: Related) => Fact<RelationTypes[N]>> {
    const ids = records.flatMap(({ record }) => (record.state === 'known' ? [record.value.id] : []));
    const facts = await this.#facts(ids, (asked) => this.#ports.records.relate(relation, asked, this.#ask));
    return ({ record }) => (record.state === 'known' ? facts(record.value.id) : record);
  }

  /** A search, live, in the connections named or in all production ones that can answer. */
  find<Q extends QuestionName>(question: Q, about: Questions[Q]['ask'], connections: readonly string[] | 'production'): Promise<readonly FoundIn<Questions[Q]['finds']>[]> {
    return this.#ports.records.find(question, about, this.#ask, connections);
  }

  /** One relation of records that Muster's own records name by their identity. */
  relateIds<N extends RelationName>(relation: N, ids: readonly RecordIdentity[]): Promise<(id: RecordIdentity) => Fact<RelationTypes[N]>> {
    return this.#facts(ids, (asked) => this.#ports.records.relate(relation, asked, this.#ask));
  }

  /** The same facts, those of sealed artifacts that are no longer where they were sealed replaced by what stands elsewhere with their digest. */
  async whereMoved(artifacts: readonly RecordFacts<Artifact>[], pins: ReadonlyMap<string, Sha256>): Promise<readonly RecordFacts<Artifact>[]> {
    const gone = goneOf(artifacts, pins);
    const byConnection = [...Map.groupBy(gone, ({ connection }) => connection)];
    const found = new Map(await Promise.all(byConnection.map(async ([connection, some]) =>
      [connection, (await this.#ports.records.find('artifacts.bySha256', { digests: [...new Set(some.map(({ sha256 }) => sha256))] }, this.#ask, [connection])).find((one) => one.connection === connection)] as const)));
    const moved = new Map(gone.map((one) => [one.artifact, this.#fresh(this.#aged(movedTo(one, found.get(one.connection))))]));
    return artifacts.map((artifact) => {
      const record = moved.get(artifact);
      if (record === undefined) return artifact;
      return { ...artifact, record, source: record.state === 'known' ? record.value.source : this.#unread(artifact.reference, record) };
    });
  }

  #aged<T>(fact: Fact<T>): Fact<T> {
    return this.#notBefore === null ? fact : notOlderThan(fact, this.#notBefore);
  }

  async #facts<T>(names: readonly string[], question: (names: readonly string[]) => Promise<ReadonlyMap<string, Reading<T>>>): Promise<(name: string) => Fact<T>> {
    const readings: ReadonlyMap<string, Reading<T>> = names.length === 0 ? new Map<string, Reading<T>>() : await question([...new Set(names)]);
    return (name) => factOf(readings.get(name), this.#notBefore);
  }

  /** A live judgement takes no record that says of itself that it is a stale copy. */
  #fresh<T extends { readonly source: Source }>(fact: Fact<T>): Fact<T> {
    if (this.#notBefore === null || fact.state !== 'known' || !fact.value.source.isStale) return fact;
    return unknown(fact.value.source.problem ?? { code: 'UNEXPECTED_ANSWER', message: `only a stale copy of ${fact.fetchedAt} is at hand`, sinceAt: fact.fetchedAt, retryAt: null });
  }

  #unread(reference: string, fact: Fact<unknown>): Source {
    const { connection, key } = readReference(reference) ?? { connection: 'unknown', key: reference };
    return {
      reference, connection, key, url: null, isStale: true,
      system: this.#ports.connections.byName(connection)?.system ?? 'UNKNOWN',
      fetchedAt: fact.state === 'unknown' ? fact.problem.sinceAt : fact.fetchedAt,
      problem: fact.state === 'unknown' ? fact.problem : null,
    };
  }

  /** Clones of production carry the same numbers and ids: a test connection never counts for production, and elsewhere only what a person declared (DESIGN §3). */
  #discount(reference: string, link: Link | null): string | null {
    const name = readReference(reference)?.connection ?? reference;
    const connection = this.#ports.connections.byName(name);
    if (connection === undefined) return `no connection is called ${name}`;
    if (connection.isProduction) return null;
    if (this.#environment.isProduction) return `${name} is not a production connection, and ${this.#environment.name} is production`;
    return link === null || link.origin === 'DECLARED' ? null : `${name} is not a production connection, and nobody declared the record`;
  }
}
