import { argocd } from './argocd/index.ts';
import { artifactory } from './artifactory/index.ts';
import type { Connector } from './connector.ts';
import { github } from './github/index.ts';
import { gitlab } from './gitlab/index.ts';
import { itop } from './itop/index.ts';
import { jenkins } from './jenkins/index.ts';
import { jira, jiraAssets, jiraAssetsDataCenter, jiraDataCenter } from './jira/index.ts';
import { prometheus } from './prometheus/index.ts';
import { servicenow } from './servicenow/index.ts';
import { webhook } from './webhook/index.ts';

export { createPoster, healthOf, reachable } from './http/index.ts';
export type { Auth, Connector, ConnectorSettings, ConnectorTools, NamedConnection, Deadlines, ExchangeLine, Limits } from './connector.ts';

/** Every system Muster can speak with: one line per connector, under the word configuration uses for it. */
export const connectors = {
  argocd,
  artifactory,
  github,
  gitlab,
  itop,
  jenkins,
  jira,
  jiraAssets,
  jiraAssetsDataCenter,
  jiraDataCenter,
  prometheus,
  servicenow,
  webhook,
} as const satisfies Readonly<Record<string, Connector>>;
