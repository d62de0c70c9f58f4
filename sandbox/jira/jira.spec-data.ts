import { jiraCredentials } from '../bank/credentials.ts';
import type { Story, StoryWorkItem } from '../bank/story.ts';
import type { StandIn } from '../kernel/index.ts';
import { startJira } from './jira.ts';

export interface JiraAnswer { readonly status: number; readonly headers: Headers; readonly body: Readonly<Record<string, unknown>> }

/** A stand-in over a story of two services, with a clock that moves only when told. */
export interface SpecJira {
  readonly url: string;
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<JiraAnswer>;
  readonly advance: (seconds: number) => void;
  readonly close: () => Promise<void>;
}

export const anonymous = { Authorization: '' };
export const wrongToken = { Authorization: basic(jiraCredentials.email, 'wrong') };

export function basic(email: string, secret: string): string {
  return `Basic ${Buffer.from(`${email}:${secret}`).toString('base64')}`;
}

export async function jiraForSpecs(options: { story?: Story; stateFile?: string } = {}): Promise<SpecJira> {
  let now = Date.parse('2026-03-02T09:00:00.000Z');
  const standIn: StandIn = await startJira({ port: 0, now: () => new Date(now), story: twoServices(), ...options });
  return {
    url: standIn.url,
    advance: (seconds) => { now += seconds * 1000; },
    close: () => standIn.close(),
    call: async (method, path, body, headers = {}) => {
      const answer = await fetch(standIn.url + path, {
        method, headers: { Authorization: basic(jiraCredentials.email, jiraCredentials.apiToken), 'Content-Type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as JiraAnswer['body'] };
    },
  };
}

/** What stands at a place deep in an answer. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], value);
}

/** Payments (English statuses) with 2.4.0 and 2.3.0, Ledger (German statuses) with a version that is called 2.4.0 too. */
export function twoServices(): Story {
  const items = (project: string, from: number, count: number, change: (n: number) => Partial<StoryWorkItem> = () => ({})): StoryWorkItem[] =>
    Array.from({ length: count }, (_, index) => ({
      key: `${project}-${from + index}`, title: `${['Show', 'Raise the limit of', 'Explain', 'Retry'][index % 4] ?? ''} transfers`, kind: 'Story', status: 'Done', assignee: 'ines.weber', ...change(from + index),
    }));
  return {
    items: [], relations: [], incidents: [], problems: [],
    people: [
      { userName: 'ines.weber', name: 'Ines Weber', email: 'ines.weber@northbank.example', accountId: '712020:aaaa', isActive: true },
      { userName: 'paul.kramer', name: 'Paul Kramer', email: 'paul.kramer@northbank.example', accountId: '712020:bbbb', isActive: false },
    ],
    services: [service('payments', 'Payments', 'PAY'), service('ledger', 'Ledger', 'LED')],
    releases: [
      release('payments', '2.4.0', items('PAY', 1, 4, (n) => (n === 3 ? { status: 'In Progress' } : {}))),
      release('payments', '2.3.0', items('PAY', 5, 8, () => ({ title: 'Something else' })), '3'),
      release('ledger', '2.4.0', items('LED', 1, 3, (n) => (n === 3 ? { assignee: null } : {}))),
    ],
  };
}

function service(key: string, name: string, project: string): Story['services'][number] {
  return { key, name, project, criticality: '1 - most critical', ownerUserName: 'ines.weber', repository: `northbank/${key}`, target: {} };
}

function release(serviceKey: string, version: string, workItems: StoryWorkItem[], state = '-2'): Story['releases'][number] {
  const window = { kind: 'fixed', startAt: '2026-02-01T02:00:00.000Z', endAt: '2026-02-01T06:00:00.000Z' } as const;
  return {
    key: `${serviceKey}-${version}`, serviceKey, version, workItems, artifacts: [], build: { name: serviceKey, number: '1', startedAt: '2026-01-20T10:00:00.000Z', vcsRevision: 'a'.repeat(40) },
    changes: [{
      number: 'CHG0030001', environment: 'production', type: 'normal', state, approval: 'approved', title: '', description: '', correlationId: null, requestedBy: 'ines.weber', assignedTo: 'ines.weber',
      approvals: [], items: [], window, backoutPlan: '', testPlan: '',
    }],
  };
}
