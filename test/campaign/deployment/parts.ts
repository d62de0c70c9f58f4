import { crash } from './crash.ts';
import { cut } from './cut.ts';
import { keys } from './keys.ts';
import { kills } from './kills.ts';
import { lost } from './lost.ts';
import { moved } from './moved.ts';
import { outage } from './outage.ts';
import type { Part } from './part.ts';
import { paused } from './paused.ts';
import { turns } from './turns.ts';

export const parts: readonly Part[] = [crash, kills, lost, paused, cut, turns, keys, outage, moved];
