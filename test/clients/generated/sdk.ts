/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import { type GraphQLClient, type RequestOptions } from 'graphql-request';
import { gql } from 'graphql-request';
type GraphQLClientRequestHeaders = RequestOptions['requestHeaders'];
/** Only READY deploys. */
export type ReadinessOutcome =
  /** A blocking gate failed. */
  | 'NOT_READY'
  /** Every blocking gate passed, or was waived. */
  | 'READY'
  /** No blocking gate failed, but one could not be judged. */
  | 'UNDETERMINED';

/** Derived from the release’s package and deployments. */
export type ReleaseState =
  /** Was live, and what ran before was put back. */
  | 'BACKED_OUT'
  /** Given up. */
  | 'CANCELED'
  /** Over. */
  | 'CLOSED'
  /** Live in the last of its environments. */
  | 'DEPLOYED'
  /** A deployment of it is under way. */
  | 'DEPLOYING'
  /** Written down; its package may still change. */
  | 'PLANNED'
  /** Its package is pinned. */
  | 'SEALED';

/** What kind of mistake a person can mend. */
export type UserErrorCode =
  /** The package is sealed: seal the next revision with `replace`. */
  | 'ALREADY_SEALED'
  /** It clashes with what stands. */
  | 'CONFLICT'
  /** What the receipt rests on is no longer so: validate again. */
  | 'FACTS_CHANGED'
  /** Not for you, by a rule of the act itself. */
  | 'FORBIDDEN'
  /** This key was given with another input before. */
  | 'IDEMPOTENCY_MISMATCH'
  /** The input is not right. */
  | 'INVALID'
  /** There is no such thing. */
  | 'NOT_FOUND'
  /** A gate stands in the way. */
  | 'NOT_READY'
  /** The package is not sealed yet. */
  | 'NOT_SEALED'
  /** The receipt is too old: validate again. */
  | 'RECEIPT_EXPIRED'
  /** The receipt is not genuine, or about something else. */
  | 'RECEIPT_INVALID'
  /** Somebody else must do this. */
  | 'SAME_PERSON'
  /** A tool that must be asked does not answer. */
  | 'SOURCE_UNAVAILABLE';

/** What a gate says. */
export type VerdictOutcome =
  /** The sentence is false. */
  | 'FAIL'
  /** The policy says that the sentence does not matter here. */
  | 'NOT_APPLICABLE'
  /** The sentence is true. */
  | 'PASS'
  /** It could not be judged; unknown is not yes. */
  | 'UNKNOWN'
  /** The sentence is not true, and somebody let it go. */
  | 'WAIVED';

export type ReleaseListQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ReleaseListQuery = { releases: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, key: string, state: ReleaseState }> } | null };

export type WhyNotReadyQueryVariables = Exact<{
  key: string;
  environment: string;
}>;


export type WhyNotReadyQuery = { release: { key: string, readiness: { outcome: ReadinessOutcome, verdicts: Array<{ outcome: VerdictOutcome, because: string, gate: { name: string } }> } | null } | null };

export type DescribeMutationVariables = Exact<{
  key: string;
  description: string;
}>;


export type DescribeMutation = { updateRelease: { release: { id: string, description: string | null } | null, userErrors: Array<{ path: Array<string> | null, message: string, code: UserErrorCode }> } | null };


export const ReleaseListDocument = gql`
    query ReleaseList($first: Int!, $after: String) {
  releases(first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      key
      state
    }
  }
}
    `;
export const WhyNotReadyDocument = gql`
    query WhyNotReady($key: String!, $environment: String!) {
  release(key: $key) {
    key
    readiness(environment: $environment) {
      outcome
      verdicts {
        gate {
          name
        }
        outcome
        because
      }
    }
  }
}
    `;
export const DescribeDocument = gql`
    mutation Describe($key: String!, $description: String!) {
  updateRelease(input: {key: $key, description: $description}) {
    release {
      id
      description
    }
    userErrors {
      path
      message
      code
    }
  }
}
    `;

export type SdkFunctionWrapper = <T>(action: (requestHeaders?:Record<string, string>) => Promise<T>, operationName: string, operationType?: string, variables?: any) => Promise<T>;


const defaultWrapper: SdkFunctionWrapper = (action, _operationName, _operationType, _variables) => action();

export function getSdk(client: GraphQLClient, withWrapper: SdkFunctionWrapper = defaultWrapper) {
  return {
    ReleaseList(variables: ReleaseListQueryVariables, requestHeaders?: GraphQLClientRequestHeaders, signal?: RequestInit['signal']): Promise<ReleaseListQuery> {
      return withWrapper((wrappedRequestHeaders) => client.request<ReleaseListQuery>({ document: ReleaseListDocument, variables, requestHeaders: { ...requestHeaders, ...wrappedRequestHeaders }, signal }), 'ReleaseList', 'query', variables);
    },
    WhyNotReady(variables: WhyNotReadyQueryVariables, requestHeaders?: GraphQLClientRequestHeaders, signal?: RequestInit['signal']): Promise<WhyNotReadyQuery> {
      return withWrapper((wrappedRequestHeaders) => client.request<WhyNotReadyQuery>({ document: WhyNotReadyDocument, variables, requestHeaders: { ...requestHeaders, ...wrappedRequestHeaders }, signal }), 'WhyNotReady', 'query', variables);
    },
    Describe(variables: DescribeMutationVariables, requestHeaders?: GraphQLClientRequestHeaders, signal?: RequestInit['signal']): Promise<DescribeMutation> {
      return withWrapper((wrappedRequestHeaders) => client.request<DescribeMutation>({ document: DescribeDocument, variables, requestHeaders: { ...requestHeaders, ...wrappedRequestHeaders }, signal }), 'Describe', 'mutation', variables);
    }
  };
}
export type Sdk = ReturnType<typeof getSdk>;