import { hookSecrets, tellingTools } from '../keepsakes.ts';

/** Tells those stand-ins that send webhooks where the hub takes them; they forget it when they end. Throws when one does not take it. */
export async function nameHooks(hubUrl: string, tools: Readonly<Record<keyof typeof hookSecrets, string>>): Promise<void> {
  for (const tool of tellingTools) {
    const hook = { url: `${new URL(hubUrl).origin}/webhooks/${tool}`, secret: hookSecrets[tool], keyId: tool };
    const answer = await fetch(`${tools[tool]}/__sandbox/hook`, { method: 'PUT', body: JSON.stringify(hook) });
    if (!answer.ok) throw new Error(`Naming the hub's webhooks to the sandbox's ${tool}: ${await answer.text()}`);
  }
}
