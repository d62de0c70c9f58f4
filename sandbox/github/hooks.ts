import type { Router } from 'express';
import type { Letter } from '../kernel/index.ts';
import { notFound, page, refuse } from './answers.ts';
import { isReadOnly } from './door.ts';
import type { GitHub } from './github.ts';
import { hookId } from './herald.ts';
import type { Herald } from './herald.ts';
import { seconds } from './settle.ts';

/** What the webhook was sent, and sending it again: with the same X-GitHub-Delivery (apis/README.md §10). */
export function hookRoutes(router: Router, github: GitHub, { box }: Herald): void {
  router.get('/repos/:owner/:repo/hooks/:hook/deliveries', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    if (req.params.hook === String(hookId)) res.json(page(req, res, box.sent.toReversed()).map((letter) => deliveryView(letter, box.sent, repository.id)));
    else notFound(res);
  });
  router.get('/repos/:owner/:repo/hooks/:hook/deliveries/:delivery', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const letter = box.sent.find(({ id }) => String(id) === req.params.delivery);
    if (letter === undefined || req.params.hook !== String(hookId)) notFound(res);
    else res.json({ ...deliveryView(letter, box.sent, repository.id), request: { headers: letter.headers, payload: JSON.parse(letter.body) as unknown }, response: { headers: {}, payload: letter.answer?.body ?? '' } });
  });
  router.post('/repos/:owner/:repo/hooks/:hook/deliveries/:delivery/attempts', (req, res) => {
    if (github.repository(req.params, res) === undefined) return;
    const letter = box.sent.find(({ id }) => String(id) === req.params.delivery);
    if (isReadOnly(res) || req.params.hook !== String(hookId)) notFound(res);
    else if (letter === undefined) refuse(res, 422, 'The delivery is no longer there to be redelivered.', '/repos/webhooks#redeliver-a-delivery-for-a-repository-webhook');
    else {
      box.again(letter);
      res.status(202).json({});
    }
  });
}

function deliveryView(letter: Letter, sent: readonly Letter[], repositoryId: number): Record<string, unknown> {
  const { id, headers, answer, sentAt, body } = letter;
  const guid = headers['x-github-delivery'];
  const status = answer?.status ?? 0;
  return {
    id, guid, delivered_at: seconds(sentAt), redelivery: sent.some((other) => other.id < id && other.headers['x-github-delivery'] === guid), duration: 0.05,
    status: status >= 200 && status < 300 ? 'OK' : `Invalid HTTP Response: ${status}`, status_code: status, event: headers['x-github-event'], action: (JSON.parse(body) as { readonly action?: string }).action ?? null,
    installation_id: null, repository_id: repositoryId, throttled_at: null,
  };
}
