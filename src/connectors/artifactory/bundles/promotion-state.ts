import type { Promotion, PromotionState } from '../../../domain/artifact.ts';
import { toMoment } from '../translate.ts';
import type { PromotionRecord } from '../wire.ts';

/** Words that the vendor's own client knows (apis/README.md §9). Any other is not the end, and an alarm: UNKNOWN. */
const stateOf: Readonly<Record<string, PromotionState>> = {
  STARTED: 'PENDING', PENDING: 'PENDING', PROCESSING: 'PENDING', IN_PROGRESS: 'PENDING', CREATED: 'PENDING', DRAFT: 'PENDING',
  COMPLETED: 'COMPLETED', FAILED: 'FAILED', REJECTED: 'FAILED', DELETING: 'FAILED',
};

export function toPromotionState(word: string | null | undefined): PromotionState {
  return word !== null && word !== undefined && Object.hasOwn(stateOf, word) ? (stateOf[word] ?? 'UNKNOWN') : 'UNKNOWN';
}

/** Over, for good or bad. */
export function isOver(state: PromotionState): boolean {
  return state === 'COMPLETED' || state === 'FAILED';
}

/** `told`: what the tool says of how it ended. */
export function toPromotion({ status, environment, created }: PromotionRecord, told: string | null): Promotion {
  return { target: environment, state: toPromotionState(status), stateLabel: status, at: toMoment(created), because: told };
}

/** The tool's sentences as one, not endless; null when it said nothing. */
export function inOneSentence(texts: readonly (string | null | undefined)[]): string | null {
  const told = texts.filter((text) => text !== null && text !== undefined && text.trim() !== '').join('; ');
  return told === '' ? null : told.slice(0, 500);
}
