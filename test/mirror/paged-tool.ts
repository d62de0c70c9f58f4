import { SourceError } from '../../src/domain/error.ts';
import type { Change } from '../../src/domain/change.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { SyncPage } from '../../src/domain/ports/sync.ts';
import type { SourceProblem } from '../../src/domain/source.ts';

/** A tool of changes in memory that is read by keyset: every change of a record puts it at the end of the list. */
export class PagedTool {
  readonly pageSize: number;
  /** Cursors it was asked for, oldest first. */
  readonly asked: (string | null)[] = [];
  /** Told before each page is answered; may throw, or wait. */
  before: (cursor: string | null) => void | Promise<void> = () => undefined;
  hidden = 0;
  readonly #places = new Map<number, { readonly place: number; readonly title: string; readonly readAt: string }>();
  #last = 0;

  constructor(pageSize: number) {
    this.pageSize = pageSize;
  }

  put(ids: readonly number[], title: string, readAt: string): void {
    for (const id of ids) this.#places.set(id, { place: this.#last += 1, title, readAt });
  }

  remove(ids: readonly number[]): void {
    for (const id of ids) this.#places.delete(id);
  }

  /** The same records, read at another moment. */
  readAgainAt(readAt: string): void {
    for (const [id, standing] of this.#places) this.#places.set(id, { ...standing, readAt });
  }

  async page(cursor: string | null): Promise<SyncPage<Change>> {
    this.asked.push(cursor);
    await this.before(cursor);
    const after = Number(cursor ?? 0);
    const rest = [...this.#places].filter(([, { place }]) => place > after).sort(([, one], [, other]) => one.place - other.place);
    const shown = rest.slice(0, this.pageSize);
    return {
      records: shown.map(([id, { title, readAt }]) => changeOf(id, title, readAt)), cursor: String(shown.at(-1)?.[1].place ?? after),
      isLast: rest.length <= this.pageSize, total: cursor === null ? this.#places.size : null, hidden: this.hidden,
    };
  }

  connection(name = 'sn'): Connection {
    return { name, system: 'TEST', isProduction: true, readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve(), syncs: { change: { page: (cursor) => this.page(cursor) } } };
  }
}

export function failing(code: SourceProblem['code'], retryAt: string | null = null): SourceError {
  return new SourceError('sn', { code, message: 'It is down.', sinceAt: '2026-11-20T00:00:00.000Z', retryAt });
}

export function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function changeOf(id: number, title: string, readAt: string): Change {
  const key = `CHG${String(id).padStart(7, '0')}`;
  return {
    kind: 'change', id: `sn:change:${id}`, label: key, title,
    source: { reference: `sn:change:${key}`, system: 'TEST', connection: 'sn', key, url: null, fetchedAt: readAt, isStale: false, problem: null },
  } as unknown as Change;
}
