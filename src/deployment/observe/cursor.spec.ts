import { nextCursor } from './cursor.ts';

const at = (hour: number, day = 23): string => `2026-11-${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const stood = { cursor: at(8), askedAt: at(12), isComplete: true, endWithinMs: 86_400_000 };
const ended = (hour: number): { since: string; isOpen: false } => ({ since: at(hour), isOpen: false });
const open = (hour: number): { since: string; isOpen: true } => ({ since: at(hour), isOpen: true });

describe('the cursor', () => {
  it.each([
    ['stays when nothing is told', [], {}, at(8)],
    ['goes to the newest that was told', [ended(9), ended(10)], {}, at(10)],
    ['never past one that goes on', [ended(9), open(10), ended(11)], {}, at(10)],
    ['stays at the oldest that goes on', [open(10), open(9), ended(11)], {}, at(9)],
    ['never goes back', [ended(7), open(6)], {}, at(8)],
    ['never goes ahead of our own clock, whatever a tool says', [ended(9), { since: at(9, 30), isOpen: false }], {}, at(12)],
    ['is not moved by a run without a moment', [{ since: null, isOpen: true }, ended(10)], {}, at(10)],
    ['stays after an answer that was not complete', [ended(11)], { isComplete: false }, at(8)],
    ['follows one day behind when no answer is ever complete', [ended(11)], { isComplete: false, cursor: at(8, 20) }, at(12, 22)],
  ] as const)('%s', (_title, told, more, expected) => {
    expect(nextCursor(told, { ...stood, ...more })).toBe(expected);
  });
});
