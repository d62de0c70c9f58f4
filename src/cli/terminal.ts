import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { HubClient } from './hub-client.ts';

/** What a command may use: where it writes, whom it asks. */
export interface Terminal {
  readonly hub: HubClient;
  readonly isJson: boolean;
  /** Result: stdout. */
  print(text: string): void;
  /** Anything else: stderr. */
  note(text: string): void;
}

type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'bold' | 'dim';

/** Colour only for a terminal that wants it: NO_COLOR and pipes get plain text. */
export function colour(name: Colour, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(name, text, { stream });
}

/** A table without frames, wide cells wrapped to the terminal. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], widths?: readonly (number | null)[]): string {
  const frameless = Object.fromEntries(['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'].map((part) => [part, '']));
  const drawn = new Table({ head: head.map((title) => colour('dim', title)), chars: { ...frameless, middle: '  ' }, style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] }, wordWrap: true, ...(widths && { colWidths: [...widths] }) });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString().split('\n').map((line) => line.trimEnd()).filter((line) => line !== '').join('\n');
}

/** Prints JSON to scripts and a text to people; null to a script where there is nothing. */
export function answer(terminal: Terminal, data: unknown, text: () => string): void {
  terminal.print(terminal.isJson ? JSON.stringify(data ?? null, null, 2) : text());
}

export function stateColour(word: string): string {
  if (['READY', 'PASS', 'SUCCEEDED', 'DEPLOYED', 'DONE', 'APPROVED', 'OPERATIONAL', 'SEALED'].includes(word)) return colour('green', word);
  if (['NOT_READY', 'FAIL', 'FAILED', 'REFUSED', 'REJECTED', 'CANCELED', 'NON_OPERATIONAL'].includes(word)) return colour('red', word);
  return ['UNDETERMINED', 'UNKNOWN', 'UNCLEAR', 'WAITING', 'REQUESTED', 'IN_PROGRESS', 'WAIVED'].includes(word) ? colour('yellow', word) : word;
}
