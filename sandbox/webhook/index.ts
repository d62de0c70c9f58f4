export { startWebhook, webhookCredentials } from './webhook.ts';
export type { WebhookOptions } from './webhook.ts';
