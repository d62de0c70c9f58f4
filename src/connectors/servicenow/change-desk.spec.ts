import { acting } from '../../domain/ports/ask.ts';
import type { HttpClient } from '../http/index.ts';
import { createChangeDesk } from './change-desk.ts';
import type { Instance } from './instance.ts';

const id = 'a'.repeat(32);

/** An instance with one change; `accept` says what a written state becomes. */
function instanceWith(start: string, accept: (wanted: string) => string): { readonly instance: Instance; readonly written: string[] } {
  let state = start;
  const written: string[] = [];
  const http: HttpClient = {
    send(request) {
      if (request.path.endsWith('/nextstates')) return Promise.resolve({ status: 200, headers: {}, body: request.schema.parse({ result: { available_states: [state], state_transitions: [], state_label: { [state]: `label ${state}` } } }) });
      const { json } = request as { readonly json?: { readonly state: string } };
      if (json !== undefined) {
        written.push(json.state);
        state = accept(json.state);
      }
      const row = { sys_id: { value: id, display_value: id }, number: { value: 'CHG1', display_value: 'CHG1' }, state: { value: state, display_value: `label ${state}` } };
      return Promise.resolve({ status: 200, headers: { 'x-total-count': '1' }, body: request.schema.parse({ result: json === undefined ? [row] : row }) });
    },
  };
  return { instance: { name: 'snow', url: 'http://x', http, clock: { now: () => new Date('2026-11-23T05:00:00Z') } }, written };
}

it('takes a 200 that changed nothing for what it is, and goes no further', async () => {
  const { instance, written } = instanceWith('-2', () => '-2');
  await expect(createChangeDesk(instance).move(`snow:change:${id}`, 'REVIEW', { workNote: 'x' }, acting)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER', message: expect.stringContaining('left CHG1 in label -2') as string } });
  expect(written).toEqual(['-1']);
});

it('is content when the model itself moved the change farther', async () => {
  const { instance } = instanceWith('-2', () => '0');
  await expect(createChangeDesk(instance).move(`snow:change:${id}`, 'IMPLEMENT', { workNote: 'x' }, acting)).resolves.toMatchObject({ state: 'REVIEW' });
});

it.each(['17', '4', '-5', '-3'])('does not move a change on from state %s', async (state) => {
  const { instance, written } = instanceWith(state, (wanted) => wanted);
  await expect(createChangeDesk(instance).move(`snow:change:${id}`, 'IMPLEMENT', { workNote: 'x' }, acting)).rejects.toMatchObject({ problem: { code: 'FORBIDDEN' } });
  expect(written).toEqual([]);
});

it.each(['snow:incident:x', `other:change:${id}`, 'snow:change:CHG1'])('has no change %s', async (identity) => {
  await expect(createChangeDesk(instanceWith('-2', (wanted) => wanted).instance).move(identity, 'IMPLEMENT', { workNote: 'x' }, acting)).rejects.toMatchObject({ problem: { code: 'NOT_FOUND' } });
});
