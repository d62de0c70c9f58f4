import { Router } from 'express';
import type { Request } from 'express';
import { buildSchema, graphql } from 'graphql';
import type { StoredEvidence } from './data.ts';
import type { Caller } from './door.ts';
import { objectOf } from './request.ts';
import type { Shop } from './shop.ts';

/** The part of the OneModel schema that speaks of evidence, as the vendor's pages on searchEvidence describe it. */
const schema = buildSchema(`
  scalar JSON
  type Query { evidence: EvidenceQueries }
  type EvidenceQueries { searchEvidence(where: EvidenceWhereInput!, first: Int, after: String): EvidenceConnection }
  input EvidenceWhereInput { hasSubjectWith: EvidenceSubjectWhereInput! }
  input EvidenceSubjectWhereInput { repositoryKey: String!, path: String, name: String, sha256: String }
  type EvidenceConnection { totalCount: Int!, pageInfo: PageInfo!, edges: [EvidenceEdge!]! }
  type PageInfo { hasNextPage: Boolean!, endCursor: String }
  type EvidenceEdge { cursor: String!, node: Evidence! }
  type Evidence {
    name: String!, path: String!, repositoryKey: String!, downloadPath: String, sha256: String!, predicateSlug: String, predicateType: String, predicate: JSON
    createdAt: String!, createdBy: String!, verified: Boolean, subject: EvidenceSubject!
  }
  type EvidenceSubject { repositoryKey: String!, path: String!, name: String!, sha256: String }
`);

const pageSize = 20;

interface Search { readonly where: { readonly hasSubjectWith: { readonly repositoryKey: string; readonly path?: string; readonly name?: string; readonly sha256?: string } }; readonly first?: number | null; readonly after?: string | null }

/** POST /onemodel/api/v1/graphql: mistakes in a query are told inside a 200. */
export function oneModelRoutes(shop: Shop): Router {
  return Router().post('/api/v1/graphql', async (req, res) => {
    const caller = shop.caller(req);
    const { query, variables } = bodyOf(req);
    res.json(await graphql({ schema, source: query, variableValues: variables, rootValue: { evidence: { searchEvidence: (search: Search) => connection(shop, caller, search) } } }));
  });
}

function bodyOf(req: Request): { readonly query: string; readonly variables: Readonly<Record<string, unknown>> } {
  const { query, variables } = objectOf(req);
  return { query: String(query), variables: typeof variables === 'object' && variables !== null ? variables as Record<string, unknown> : {} };
}

function connection(shop: Shop, caller: Caller, { where: { hasSubjectWith: asked }, first, after }: Search): object {
  const found = shop.data.evidence.filter(({ subject }) => caller.maySee(subject.repo) && subject.repo === asked.repositoryKey && isOr(asked.path, subject.path)
    && isOr(asked.name, subject.name) && isOr(asked.sha256, subject.sha256));
  const start = after === undefined || after === null ? 0 : Number(after) + 1;
  const page = found.slice(start, start + Math.min(first ?? pageSize, pageSize));
  const end = start + page.length - 1;
  return {
    totalCount: found.length, pageInfo: { hasNextPage: end < found.length - 1, endCursor: page.length === 0 ? null : String(end) },
    edges: page.map((one, nth) => ({ cursor: String(start + nth), node: node(one) })),
  };
}

/** `path` is the subject's folder; at the root it is empty here, whatever AQL calls it. */
function isOr(asked: string | undefined, actual: string): boolean {
  return asked === undefined || asked === (actual === '.' ? '' : actual);
}

function node(one: StoredEvidence): object {
  const { repo, path, name, sha256 } = one.subject;
  return {
    name: one.name, path: `.evidence/${sha256}`, repositoryKey: repo, downloadPath: `${repo}/.evidence/${sha256}/${one.name}`, sha256: one.sha256, predicateSlug: null, predicateType: one.predicateType,
    predicate: one.predicate, createdAt: one.createdAt, createdBy: one.createdBy, verified: one.isVerified, subject: { repositoryKey: repo, path: path === '.' ? '' : path, name, sha256 },
  };
}
