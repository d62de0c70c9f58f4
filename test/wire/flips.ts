import { setTimeout as pause } from 'node:timers/promises';
import { atTool, patchChange, rowsOf, signIns } from '../system/tools.ts';
import type { HubBehindRelays } from './hub-behind-relays.ts';
import { readyRelease } from './run.ts';
import { stations } from './stations.ts';
import type { Station } from './fault.ts';

/** A fact that a person turns back and forth in its tool, and the gate that it decides. */
export interface Flip {
  readonly name: string;
  readonly gate: string;
  readonly station: Station;
  turn(hub: HubBehindRelays, isGreen: boolean): Promise<void>;
}

export const flips: readonly Flip[] = [
  { name: 'the change is held, and let go', gate: 'change-is-approved', station: stations.change, turn: (hub, isGreen) => patchChange(hub, 'CHG0030001', { on_hold: String(!isGreen), ...(!isGreen && { on_hold_reason: 'Wait.' }) }) },
  {
    name: 'an item stops, and works again', gate: 'configuration-items-are-operational', station: stations.items,
    async turn(hub, isGreen) {
      const [row] = await rowsOf<{ readonly sys_id: string }>(hub, 'cmdb_ci', 'name=ledger-db-prod', 'sys_id');
      await atTool(hub, 'servicenow', `PATCH /api/now/table/cmdb_ci/${row?.sys_id ?? ''}`, signIns.servicenowAdmin, { operational_status: isGreen ? '1' : '2' });
    },
  },
  {
    name: 'work is opened again, and done', gate: 'work-items-are-done', station: stations.work,
    async turn(hub, isGreen) {
      const { transitions } = await atTool(hub, 'jira', 'GET /rest/api/3/issue/LED-1003/transitions', signIns.kenji) as { readonly transitions: readonly { readonly id: string; readonly to: { readonly statusCategory: { readonly key: string } } }[] };
      const transition = transitions.find(({ to }) => (to.statusCategory.key === 'done') === isGreen);
      if (transition === undefined) throw new Error(`LED-1003 has no way to be ${isGreen ? 'done' : 'open'} among ${JSON.stringify(transitions)}`);
      await atTool(hub, 'jira', 'POST /rest/api/3/issue/LED-1003/transitions', signIns.kenji, { transition: { id: transition.id } });
    },
  },
];

/** How long the answer of before the flip is on its way to a page, ms: longer than the judgement asks after it, shorter than the hub waits. */
const onItsWayMs = 300;

/**
 * A page asks for a fact; while the tool's old word is on its way, somebody turns the fact, and then a judgement is
 * asked for. True when the judgement rests on the new word: on nothing older than its request. Rejects when it rests on no word at all, for on a busy machine a judgement may be out of time.
 */
export async function restsOnTheNewWord(hub: HubBehindRelays, flip: Flip, isGreen: boolean): Promise<boolean> {
  const relay = hub.relays[flip.station.tool];
  let heard: () => void = () => undefined;
  const isHeard = new Promise<void>((resolve) => { heard = resolve; });
  let isFirst = true;
  relay.distort((told) => {
    if (!isFirst || !flip.station.is(told)) return undefined;
    isFirst = false;
    heard();
    return { ...told, delayMs: onItsWayMs };
  });
  try {
    const page = hub.look(readyRelease);
    await Promise.race([isHeard, pause(5_000).then(() => { throw new Error(`the page never asked for ${flip.station.name}`); })]);
    await flip.turn(hub, isGreen);
    const { verdicts } = await hub.judge(readyRelease);
    await page;
    const verdict = verdicts.find(({ gate }) => gate.name === flip.gate);
    if (verdict === undefined || verdict.outcome === 'UNKNOWN') throw new Error(`${flip.name}: ${flip.gate} was not told of it: ${verdict?.because ?? 'it was not asked'}`);
    return verdict.outcome === (isGreen ? 'PASS' : 'FAIL');
  } finally {
    relay.lift();
  }
}
