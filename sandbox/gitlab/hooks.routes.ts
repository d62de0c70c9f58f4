import type { Router } from 'express';
import { notFound, page } from './answers.ts';
import type { GitLab } from './gitlab.ts';
import { hookId } from './herald.ts';
import type { Herald } from './herald.ts';

/** What the webhook was sent, and sending it again, which keeps its Idempotency-Key. */
export function hookEventRoutes(router: Router, gitlab: GitLab, { box }: Herald): void {
  router.get('/projects/:id/hooks/:hook/events', (req, res) => {
    gitlab.withProject(req.params, res, () => {
      if (req.params.hook !== String(hookId)) {
        notFound(res, '');
        return;
      }
      res.json(page(req, res, box.sent.toReversed(), gitlab.mostCounted).map(({ id, headers, body, answer }) => ({
        id, url: '[REDACTED]', trigger: String(headers['x-gitlab-event']).toLowerCase().replace(' ', '_').concat('s'), request_headers: headers, request_data: JSON.parse(body) as unknown,
        response_headers: {}, response_body: answer?.body ?? '', execution_duration: 0.05, response_status: String(answer?.status ?? 'internal error'),
      })));
    });
  });
  router.post('/projects/:id/hooks/:hook/events/:event/resend', (req, res) => {
    gitlab.withProject(req.params, res, () => {
      const letter = box.sent.find(({ id }) => String(id) === req.params.event);
      if (letter === undefined || req.params.hook !== String(hookId)) {
        notFound(res, '');
        return;
      }
      box.again(letter);
      res.status(201).json({ response_status: 200 });
    });
  });
}
