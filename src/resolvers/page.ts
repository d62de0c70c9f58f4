import { UserMistake } from '../domain/error.ts';
import type { Page, PageRequest } from '../domain/ports/stores.ts';
import type { ConnectionPage, PageArguments } from '../schema/connection.type.ts';

const largestPage = 500;

/** What `first: null` means; every list's own default is this or more. */
const usualPage = 20;

const cursorOf = (id: string): string => Buffer.from(id, 'utf8').toString('base64url');
const idOf = (cursor: string): string => Buffer.from(cursor, 'base64url').toString('utf8');

/** Checks `first` and `after`. Cursors are opaque outside and the id of an item inside. */
export function pageRequest({ first: asked, after }: PageArguments): PageRequest {
  const first = asked ?? usualPage;
  if (first < 0 || first > largestPage) throw new UserMistake('INVALID', `first must be between 0 and ${largestPage}, not ${first}.`, ['first']);
  return { first, after: after == null ? null : checkedId(after) };
}

/** A database refuses texts with a NUL, and no id holds a control character. */
function checkedId(cursor: string): string {
  const id = idOf(cursor);
  if (id !== '' && !/\p{Cc}/u.test(id)) return id;
  throw new UserMistake('INVALID', 'after is not a cursor of this list: begin again without it.', ['after']);
}

/** One page of a list that is all at hand. */
export function pageOf<T, N>(items: readonly T[], request: PageRequest, idOfItem: (item: T) => string, nodeOf: (item: T) => N | Promise<N>, totalCount: number | null = items.length): ConnectionPage<N> {
  const after = request.after === null ? -1 : items.findIndex((item) => idOfItem(item) === request.after);
  if (request.after !== null && after === -1) throw new UserMistake('INVALID', 'after is not a cursor of this list: begin again without it.', ['after']);
  const page = items.slice(after + 1, after + 1 + request.first);
  return connection(page, idOfItem, nodeOf, totalCount, after + 1 + page.length < items.length, after >= 0);
}

/** As the store cuts it; without a total where nobody may know it. */
export type CutPage<T> = Omit<Page<T>, 'totalCount'> & { readonly totalCount: number | null };

/** A page that the store cut already. */
export function pageOfStore<T extends { readonly id: string }>(page: CutPage<T>, request: PageRequest): ConnectionPage<T> {
  return connection(page.items, ({ id }) => id, (item) => item, page.totalCount, page.hasNextPage, request.after !== null);
}

/** A page whose items are cut already, with where they stand. */
export function connection<T, N>(items: readonly T[], idOfItem: (item: T) => string, nodeOf: (item: T) => N | Promise<N>, totalCount: number | null, hasNextPage: boolean, hasPreviousPage: boolean): ConnectionPage<N> {
  const nodes = items.map(nodeOf);
  const cursorAt = (index: number): string | null => {
    const item = items.at(index);
    return item === undefined ? null : cursorOf(idOfItem(item));
  };
  // Who wants the nodes alone pays for no cursor.
  return {
    get edges() { return items.map((item, index) => ({ cursor: cursorOf(idOfItem(item)), node: nodes[index] as N | Promise<N> })); },
    nodes,
    totalCount,
    get pageInfo() { return { hasNextPage, hasPreviousPage, startCursor: cursorAt(0), endCursor: cursorAt(-1) }; },
  };
}
