/** The part of the contract that page.graphql and board.graphql ask, in its words. What only Muster can know is null or empty here. */
export const typeDefs = `#graphql
  type Query {
    release(key: String!): Release
    releases(first: Int = 20): ReleaseConnection
  }
  type ReleaseConnection { totalCount: Int nodes: [Release!]! }
  type Release {
    key: String! version: String! state: String
    owner: Person!
    service: Service
    changes(first: Int = 50): ChangeConnection
    workItems(first: Int = 50): WorkItemConnection
    package: ReleasePackage!
    configurationItems(first: Int = 50): ConfigurationItemConnection
    environments: [ReleaseInEnvironment!]!
    deployments(environment: String, first: Int = 20): DeploymentConnection!
  }
  type Person { name: String! }
  type Problem { code: String! }
  type Source { key: String url: String fetchedAt: String isStale: Boolean! problem: Problem }
  type Service { name: String criticality: String source: Source! }
  type ChangeConnection { totalCount: Int nodes: [Change]! }
  type Change {
    number: String title: String type: String! state: String! stateLabel: String approval: String! risk: String plannedStartAt: String plannedEndAt: String
    approvals: [Approval!]
    source: Source!
  }
  type Approval { state: String! decidedAt: String approver: Person }
  type WorkItemConnection { totalCount: Int nodes: [WorkItem]! }
  type WorkItem { key: String! title: String statusLabel: String progress: String! assignee: Person source: Source! }
  type ReleasePackage { isSealed: Boolean digest: String artifacts: [PackagedArtifact!]! }
  type PackagedArtifact { reference: String! pinnedSha256: String matchesPin: Boolean artifact: Artifact }
  type Artifact { name: String! sha256: String sizeBytes: Float build: Build source: Source! }
  type Build { name: String! number: String! }
  type ConfigurationItemConnection { totalCount: Int nodes: [ConfigurationItem]! }
  type ConfigurationItem { name: String className: String! operationalState: String! runningVersion: String impactedServices: [Service!] source: Source! }
  type ReleaseInEnvironment { environment: Environment! plan: DeploymentPlan }
  type Environment { name: String! }
  type DeploymentPlan { version: Int! isAgreed: Boolean! window: ChangeWindow }
  type ChangeWindow { startAt: String endAt: String }
  type DeploymentConnection { nodes: [Deployment!]! }
  type Deployment { state: String! because: String requestedAt: String finishedAt: String }
`;
