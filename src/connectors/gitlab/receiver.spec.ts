import { createReceiver } from './receiver.ts';

const own = 'muster-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const receive = (body: string, more: Readonly<Record<string, string>> = {}) => createReceiver('s3cret').receive({ body: new TextEncoder().encode(body), headers: { 'x-gitlab-token': 's3cret', 'x-gitlab-event-uuid': 'e-1', ...more } });
const mistake = (code: string) => expect.objectContaining({ name: 'UserMistake', code }) as Error;

describe('GitLab\'s webhooks', () => {
  it.each([
    [{ object_kind: 'pipeline', object_attributes: { id: 7, name: `Deploy [${own}]` } }, ['7'], [own]],
    [{ object_kind: 'build', pipeline_id: 7 }, ['7'], []], [{ object_kind: 'deployment', deployment_id: 9 }, ['deployment-9'], []], [{ object_kind: 'push' }, [], []],
  ])('%j tells which runs moved', (body, runIds, correlations) => {
    expect(receive(JSON.stringify(body))).toEqual({ deliveryId: 'e-1', event: body.object_kind, records: [], runIds, correlations });
  });

  it('have the id that stays when GitLab sends again', () => {
    expect(receive('{"object_kind":"push"}', { 'idempotency-key': 'k-1' }).deliveryId).toBe('k-1');
  });

  it.each(['', 's3cre', 's3cret2', 'S3CRET'])('with the token %j are forbidden', (token) => {
    expect(() => receive('{"object_kind":"push"}', { 'x-gitlab-token': token })).toThrow(mistake('FORBIDDEN'));
  });

  it.each(['', '[]', 'null', '{}', '{"object_kind":"pipeline","object_attributes":{"id":"7"}}'])('that say %j are not understood', (body) => {
    expect(() => receive(body)).toThrow(mistake('INVALID'));
  });
});
