import type { EventKind, EventOf, HubEvent } from '../domain/event.ts';
import type { Release } from '../domain/release.ts';

/** What a message may say beside the event itself. */
export interface Told<E extends HubEvent = HubEvent> {
  readonly event: E;
  /** Null when it is not remembered any more, or there was none. */
  readonly release: Release | null;
}

/** How one event is said. Values are lines (see line.ts), or several joined by line breaks. */
export interface Template<K extends EventKind = EventKind> {
  readonly kind: K;
  /** When it is told, as a sentence for docs/notices.md. */
  readonly when: string;
  /** Each `{{name}}` and what it stands for. */
  readonly names: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly text: string;
  valuesOf(told: Told<EventOf<K>>): Readonly<Record<string, string>>;
  /** Those whom it concerns by name, by e-mail address. */
  concerns(event: EventOf<K>): readonly string[];
}

export function defineTemplate<const K extends EventKind>(template: Template<K>): Template<K> {
  return template;
}
