import path from 'node:path';
import { startArgoCd } from './argocd/index.ts';
import { startArtifactory } from './artifactory/index.ts';
import { tellStory } from './bank/bank.ts';
import type { Story } from './bank/story.ts';
import { startGitHub } from './github/index.ts';
import { startGitLab } from './gitlab/index.ts';
import { hubConfigText, toolNames } from './hub-config.ts';
import type { HubConfigExtra, ToolName } from './hub-config.ts';
import { startITop } from './itop/index.ts';
import { startJenkins } from './jenkins/index.ts';
import { startJira } from './jira/index.ts';
import { startJiraDataCenter } from './jira-data-center/index.ts';
import { accessTokens, firstStartOf, hookSecrets, places, receiptKey, tellingTools, toolSecrets, writePrivately } from './keepsakes.ts';
import type { AccessTokens, ReceiptKey } from './keepsakes.ts';
import type { StandIn, StandInOptions } from './kernel/index.ts';
import { startServiceNow } from './servicenow/index.ts';
import { startWebhook } from './webhook/index.ts';

export interface SandboxOptions {
  /** The first tool's port, the others follow; 0 takes any free ports. */
  readonly basePort: number;
  /** The sandbox's clock; default the machine's. */
  readonly now?: () => Date;
  /** Where everything that outlives a run is kept; left out, nothing is. */
  readonly stateDir?: string;
  /** How long a workflow run takes, milliseconds; default 3,000. */
  readonly runMs?: number;
}

export interface Sandbox {
  readonly tools: Readonly<Record<ToolName, StandIn>>;
  readonly firstStart: Date;
  readonly story: Story;
  readonly tokens: AccessTokens;
  readonly receiptKey: ReceiptKey;
  /** The text of a muster.yaml that points a hub at these tools. */
  hubConfig(extra?: HubConfigExtra): string;
  close(): Promise<void>;
}

/**
 * Starts the stand-ins on 127.0.0.1 with one story, told from the first start in `stateDir`.
 * @throws Error `PortInUse` naming the tool and its port; what was started by then is closed again.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? ((): Date => new Date());
  const firstStart = firstStartOf(options.stateDir, now());
  const story = tellStory(firstStart);
  const tokens = accessTokens(options.stateDir);
  const key = receiptKey(options.stateDir);
  const tools = await startTools(options, now, story);
  return {
    tools, firstStart, story, tokens, receiptKey: key,
    hubConfig: (extra = {}) => hubConfigText({ ...extra, story, tokens, receiptKey: key.private, urls: urlsOf(tools), areSecretsInFiles: options.stateDir !== undefined }),
    close: () => closeAll(Object.values(tools)),
  };
}

/** Writes the hub's configuration and the secret files it names into the state folder; the configuration's path. */
export function writeHubConfig(sandbox: Sandbox, stateDir: string, extra: HubConfigExtra = {}): string {
  for (const tool of Object.keys(toolSecrets) as ToolName[]) writePrivately(path.join(stateDir, places.secrets[tool]), `${toolSecrets[tool]}\n`);
  for (const tool of tellingTools) writePrivately(path.join(stateDir, places.hooks[tool]), `${hookSecrets[tool]}\n`);
  writePrivately(path.join(stateDir, places.receiptKey.public), sandbox.receiptKey.public);
  const running = { firstStart: sandbox.firstStart.toISOString(), tools: urlsOf(sandbox.tools) };
  writePrivately(path.join(stateDir, places.running), `${JSON.stringify(running, null, 2)}\n`);
  const file = path.join(stateDir, places.config);
  writePrivately(file, sandbox.hubConfig(extra));
  return file;
}

export function urlsOf(tools: Sandbox['tools']): Record<ToolName, string> {
  return Object.fromEntries(toolNames.map((name) => [name, tools[name].url])) as Record<ToolName, string>;
}

async function startTools(options: SandboxOptions, now: () => Date, story: Story): Promise<Sandbox['tools']> {
  const started: StandIn[] = [];
  const runs = options.runMs === undefined ? {} : { runMs: options.runMs };
  const start = async (name: ToolName, begin: (its: StandInOptions) => Promise<StandIn>): Promise<StandIn> => {
    const its = { port: options.basePort === 0 ? 0 : options.basePort + toolNames.indexOf(name), now };
    const tool = await begin(options.stateDir === undefined ? its : { ...its, stateFile: path.join(options.stateDir, places.state(name)) });
    started.push(tool);
    return tool;
  };
  try {
    return {
      servicenow: await start('servicenow', (its) => startServiceNow({ ...its, story })),
      jira: await start('jira', (its) => startJira({ ...its, story })),
      artifactory: await start('artifactory', (its) => startArtifactory({ ...its, story })),
      github: await start('github', (its) => startGitHub({ ...its, story, ...runs })),
      jenkins: await start('jenkins', (its) => startJenkins({ ...its, story, ...runs })),
      gitlab: await start('gitlab', (its) => startGitLab({ ...its, story, ...runs })),
      argocd: await start('argocd', (its) => startArgoCd({ ...its, story, ...runs })),
      itop: await start('itop', (its) => startITop({ ...its, story })),
      webhook: await start('webhook', (its) => startWebhook({ ...its, ...runs })),
      'jira-data-center': await start('jira-data-center', (its) => startJiraDataCenter({ ...its, story })),
    };
  } catch (error) {
    await closeAll(started);
    throw error;
  }
}

async function closeAll(tools: readonly StandIn[]): Promise<void> {
  await Promise.all(tools.map((tool) => tool.close()));
}
