import { createHmac } from 'node:crypto';

export type HookName = 'servicenow' | 'jira' | 'artifactory' | 'github' | 'gitlab';

/** One delivery of a tool, and what the hub must answer: taken, not understood, or not to be trusted. */
export interface Letter {
  readonly tool: HookName;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: 202 | 400 | 403;
}

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

interface Writing {
  /** What the tool tells. */
  readonly told: object;
  readonly headers: (id: string) => Readonly<Record<string, string>>;
  /** What proves that it is the tool. */
  readonly proof: (secret: string, body: string) => Readonly<Record<string, string>>;
  /** The header of the proof, in which a careless sender puts the secret itself. */
  readonly place: string;
  /** Whether the tool may send the secret itself. */
  readonly isSecretSent: boolean;
}

const seconds = (): string => String(Math.floor(Date.now() / 1_000));
const writings: Readonly<Record<HookName, Writing>> = {
  servicenow: {
    told: { deliveryId: 'canary', event: 'update', table: 'change_request', sysId: '0'.repeat(32) }, headers: () => ({ 'x-muster-key-id': 'servicenow' }), place: 'x-muster-signature', isSecretSent: false,
    proof: (secret, body) => { const at = seconds(); return { 'x-muster-timestamp': at, 'x-muster-signature': `sha256=${hmac(secret, `${at}.${body}`)}` }; },
  },
  jira: { told: { webhookEvent: 'jira:issue_updated', issue: { id: '10012' } }, headers: (id) => ({ 'x-atlassian-webhook-identifier': id }), place: 'x-hub-signature', isSecretSent: false, proof: (secret, body) => ({ 'x-hub-signature': `sha256=${hmac(secret, body)}` }) },
  artifactory: { told: { domain: 'artifact', event_type: 'deployed', data: { repo_key: 'libs', path: 'a/b.tgz', name: 'b.tgz' } }, headers: () => ({}), place: 'x-jfrog-event-auth', isSecretSent: true, proof: (secret, body) => ({ 'x-jfrog-event-auth': hmac(secret, body) }) },
  github: { told: { zen: 'canary' }, headers: (id) => ({ 'x-github-delivery': id, 'x-github-event': 'ping' }), place: 'x-hub-signature-256', isSecretSent: false, proof: (secret, body) => ({ 'x-hub-signature-256': `sha256=${hmac(secret, body)}` }) },
  gitlab: { told: { object_kind: 'pipeline', object_attributes: { id: 7 } }, headers: (id) => ({ 'idempotency-key': id, 'x-gitlab-event': 'Pipeline Hook' }), place: 'x-gitlab-token', isSecretSent: true, proof: (secret) => ({ 'x-gitlab-token': secret }) },
};

/** Of each tool: as it delivers, with another secret, with the secret itself where its proof stands, and in a shape of nobody with the secret in it. */
export function lettersOf(secrets: Readonly<Record<HookName, string>>): readonly Letter[] {
  return (Object.keys(writings) as HookName[]).flatMap((tool): readonly Letter[] => {
    const { told, headers, proof, place, isSecretSent } = writings[tool];
    const secret = secrets[tool];
    const letter = (id: string, status: Letter['status'], body: string, proved: Readonly<Record<string, string>>): Letter => ({ tool, status, body, headers: { 'content-type': 'application/json', ...headers(`canary-${id}`), ...proved } });
    const body = JSON.stringify(told);
    const shapeless = JSON.stringify({ secret, object_kind: [secret], webhookEvent: [secret], workflow_run: secret, domain: [secret] });
    return [
      letter('good', 202, body, proof(secret, body)),
      letter('other', 403, body, proof(`${secret}x`, body)),
      letter('itself', isSecretSent ? 202 : 403, body, { ...proof(secret, body), [place]: secret }),
      letter('cut', 403, body, { ...proof(secret, body), [place]: secret.slice(0, -1) }),
      letter('shapeless', 400, shapeless, proof(secret, shapeless)),
    ];
  });
}
