import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { FoundIn, Reading, Records } from '../../domain/ports/records.ts';
import type { DiscoveryGap } from '../../domain/ports/release-graph.ts';
import type { QuestionName, Questions, ReadableKind, RecordTypes, RelationName, RelationTypes } from '../../domain/record.ts';
import type { LinkRelation } from '../../domain/release.ts';
import type { SourceProblem, SourceProblemCode } from '../../domain/source.ts';
import type { Rule } from './rules.ts';

/** What a look found, and which parts of it could not be finished. */
export interface Finds<T> {
  readonly records: readonly T[];
  readonly gaps: readonly DiscoveryGap[];
}

/** What is looked for, by which rule, and records of which relations would go unseen if the look failed. */
export interface Look {
  readonly rule: Rule;
  readonly relations: readonly LinkRelation[];
  /** Ask these connections only; all of production that can answer when left out. */
  readonly connections?: readonly string[];
}

/** One assembly's questions. Only production connections take part in discovery. */
export class Search {
  readonly #records: Records;
  readonly #ask: Ask;
  readonly #now: Instant;

  constructor(records: Records, ask: Ask, now: Instant) {
    this.#records = records;
    this.#ask = ask;
    this.#now = now;
  }

  async find<Q extends QuestionName>(question: Q, about: Questions[Q]['ask'], look: Look): Promise<Finds<Questions[Q]['finds']>> {
    const answers = await this.#records.find(question, about, this.#ask, look.connections ?? 'production');
    const own = answers.filter((answer) => answer.isProduction);
    const unasked = (look.connections ?? []).filter((connection) => !answers.some((answer) => answer.connection === connection));
    return {
      records: own.flatMap((answer) => answer.records),
      gaps: [...own.flatMap((answer) => this.#gapsOf(answer, look)), ...unasked.flatMap((connection) => this.gap(connection, look, this.#unable()))],
    };
  }

  /** Reads records that may be of any connection. */
  async read<K extends ReadableKind>(kind: K, names: readonly string[]): Promise<ReadonlyMap<string, Reading<RecordTypes[K]>>> {
    return names.length === 0 ? new Map<string, Reading<RecordTypes[K]>>() : this.#records.read(kind, [...new Set(names)], this.#ask);
  }

  /** As read, but what a search has just brought is not read again. */
  async readRest<K extends ReadableKind>(kind: K, names: readonly string[], found: readonly RecordTypes[K][]): Promise<ReadonlyMap<string, Reading<RecordTypes[K]>>> {
    const at = Map.groupBy(found, ({ source }) => source.reference);
    const brought = names.flatMap((name): (readonly [string, Reading<RecordTypes[K]>])[] => {
      const [record, another] = at.get(name) ?? [];
      return record === undefined || another !== undefined ? [] : [[name, { state: 'found', value: record, fetchedAt: record.source.fetchedAt, problem: null }]];
    });
    const rest = await this.read(kind, names.filter((name) => !brought.some(([its]) => its === name)));
    return new Map([...brought, ...rest]);
  }

  async relate<N extends RelationName>(relation: N, ids: readonly string[]): Promise<ReadonlyMap<string, Reading<RelationTypes[N]>>> {
    return ids.length === 0 ? new Map<string, Reading<RelationTypes[N]>>() : this.#records.relate(relation, [...new Set(ids)], this.#ask);
  }

  /** Asked for now, not from copies: what two answers say of each other then counts. */
  get isLive(): boolean {
    return this.#ask.maxAgeMs === 0;
  }

  /** Whether a connection may take part in discovery; one that is not configured may not. */
  isProduction(connection: string): boolean {
    return this.#records.isProduction(connection);
  }

  gap(connection: string, { rule, relations }: Look, problem: SourceProblem): readonly DiscoveryGap[] {
    return relations.map((relation) => ({ relation, connection, rule, problem }));
  }

  /** The problem of an answer that came, and was not all there is. */
  problem(code: SourceProblemCode, message: string): SourceProblem {
    return { code, message, sinceAt: this.#now, retryAt: null };
  }

  #gapsOf(answer: FoundIn<unknown>, look: Look): readonly DiscoveryGap[] {
    if (answer.problem !== null) return this.gap(answer.connection, look, answer.problem);
    return answer.isComplete ? [] : this.gap(answer.connection, look, this.problem('UNEXPECTED_ANSWER', 'the answer was cut short, or could not be proven whole'));
  }

  #unable(): SourceProblem {
    return this.problem('UNEXPECTED_ANSWER', 'the connection cannot answer this question');
  }
}
