import type { NewChange } from '../../domain/ports/desk.ts';
import { acting } from '../../domain/ports/ask.ts';
import type { HttpClient } from '../http/index.ts';
import { createChangeOpener } from './change-opener.ts';
import type { Instance } from './instance.ts';

const id = 'a'.repeat(32);
const wish: NewChange = {
  correlation: 'payments-2.4.0', source: { type: 'NORMAL' }, title: 'Deploy payments-2.4.0 to production', description: 'x', window: null, backoutPlan: 'back', testPlan: null, implementationPlan: null,
  configurationItems: [], requestedBy: null, askedAt: null, beforeCreation: () => Promise.resolve(),
};

/** An instance without the change, that answers a creation with `answer` and then shows a change with these fields. */
function instanceWith(answer: unknown, fields: Readonly<Record<string, string>>): { readonly instance: Instance; readonly posted: () => number } {
  let posts = 0;
  const row = { sys_id: id, number: 'CHG1', state: '-5', conflict_last_run: '2026-11-23 05:00:00', ...fields };
  const cells = Object.fromEntries(Object.entries(row).map(([field, value]) => [field, { value, display_value: value }]));
  const http: HttpClient = {
    send(request) {
      const isCreation = request.method === 'POST' && request.path === '/api/sn_chg_rest/change/normal';
      if (isCreation) posts += 1;
      const isById = JSON.stringify(request.query ?? {}).includes(id);
      const body: unknown = isCreation ? answer : { result: isById ? [cells] : [] };
      return Promise.resolve({ status: 200, headers: { 'x-total-count': isById ? '1' : '0' }, body: request.schema.parse(body) });
    },
  };
  return { instance: { name: 'snow', url: 'http://x', http, clock: { now: () => new Date('2026-11-23T05:00:00Z') } }, posted: () => posts };
}

it('reads an id told as a bare string or as a pair, and says what was ignored and is missing', async () => {
  for (const sys_id of [id, { value: id, display_value: id }]) {
    const { instance } = instanceWith({ result: { sys_id, __meta: { ignoredFields: ['backout_plan'] } } }, { correlation_id: wish.correlation });
    await expect(createChangeOpener(instance)(wish, acting)).resolves.toMatchObject({ outcome: 'OPEN', isNew: true, change: { label: 'CHG1' }, unfinished: ['snow opened CHG1 without its back-out plan; write it there'] });
  }
});

it('says that the dates are not the plan’s', async () => {
  const { instance } = instanceWith({ result: { sys_id: id, __meta: { ignoredFields: ['start_date'] } } }, { correlation_id: wish.correlation, backout_plan: 'back', start_date: '2026-11-28 03:00:00', end_date: '2026-11-28 04:00:00' });
  const window = { startAt: '2026-11-28T02:00:00.500Z', endAt: '2026-11-28T04:00:00.000Z' };
  await expect(createChangeOpener(instance)({ ...wish, window }, acting)).resolves.toMatchObject({ unfinished: ['snow opened CHG1 with other dates than the plan\'s, which it ignored; set them there'] });
});

it.each([['another release', { correlation_id: 'payments-2.3.9' }], ['nothing', {}]])('does not take a change that carries the correlation of %s for its own', async (_title, fields: Record<string, string>) => {
  const { instance, posted } = instanceWith({ result: { sys_id: id } }, fields);
  await expect(createChangeOpener(instance)(wish, acting)).resolves.toMatchObject({ outcome: 'UNCLEAR', because: expect.stringContaining('CHG1, which does not carry the correlation id payments-2.4.0') as string });
  expect(posted()).toBe(1);
});

it.each([[{ result: { sys_id: 'none' } }], [{ result: { sys_id: { value: null, display_value: null } } }]])('looks up what was answered without a usable id: %j', async (answer) => {
  const { instance, posted } = instanceWith(answer, {});
  await expect(createChangeOpener(instance)(wish, acting)).resolves.toMatchObject({ outcome: 'UNCLEAR' });
  expect(posted()).toBe(1);
});
