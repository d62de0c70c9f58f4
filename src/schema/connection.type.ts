import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';

@ObjectType({ description: 'Where a page stands in its list (Relay cursor specification).' })
export class PageInfo {
  @Field(() => Boolean) hasNextPage!: boolean;
  @Field(() => Boolean) hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true }) startCursor!: string | null;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

/** A page as resolvers make it; a node may be a promise, so that one that fails costs only itself. */
export interface ConnectionPage<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T | Promise<T> }[];
  readonly nodes: readonly (T | Promise<T>)[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null;
}

/**
 * The Relay connection and edge types of a node type.
 * mayLackNodes: the nodes live in another tool, so each may be null on its own.
 */
export function connectionType(node: () => ClassType, name: string, mayLackNodes: boolean): ClassType<ConnectionPage<unknown>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a page, and the cursor after which the next page begins.` })
  class Edge {
    @Field(() => String) cursor!: string;
    @Field(node, { nullable: mayLackNodes }) node!: unknown;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} nodes.` })
  class Connection {
    @Field(() => [Edge]) edges!: Edge[];
    @Field(() => [node()], { nullable: mayLackNodes ? 'items' : false }) nodes!: unknown[];
    @Field(() => PageInfo) pageInfo!: PageInfo;
    @Field(() => Int, { nullable: true, description: 'Null when it is not known.' }) totalCount!: number | null;
  }
  return Connection;
}

/** `first` and `after`, with the list's own default. */
export function pageArguments(defaultFirst: number): ClassType<PageArguments> {
  @ArgsType()
  class Arguments implements PageArguments {
    @Field(() => Int, { nullable: true, defaultValue: defaultFirst, description: 'At most 500.' }) first!: number | null;
    @Field(() => String, { nullable: true, description: 'The cursor of the item before the page.' }) after!: string | null;
  }
  return Arguments;
}

export interface PageArguments {
  /** null: the asker said null, which no default replaces. */
  first: number | null;
  after: string | null;
}
