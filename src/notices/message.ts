import type { EventKind } from '../domain/event.ts';
import { fill, unknownNames } from './fill.ts';
import { line } from './line.ts';
import type { Template, Told } from './template.ts';
import { templates } from './templates/index.ts';

/** A company's own words for an event; what is left out is said as the house says it. */
export interface OwnWords {
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
}
export type OwnTemplates = Readonly<Partial<Record<EventKind, OwnWords>>>;

export interface Message {
  readonly subject: string;
  readonly text: string;
}

/** The template that fits an event's kind, for any kind. */
export function templateOf(kind: EventKind): Template {
  return templates[kind];
}

export function messageOf(told: Told, own: OwnTemplates = {}): Message {
  const template = templateOf(told.event.kind);
  const values = template.valuesOf(told);
  const { subject = template.subject, text = template.text } = own[told.event.kind] ?? {};
  return { subject: line(fill(subject, values)), text: fill(text, values).replace(/\n{3,}/g, '\n\n').trim() };
}

/** What is wrong with a company's own words, by the key it stands under. */
export function wordMistakes(kind: EventKind, { subject, text }: OwnWords): readonly { readonly key: 'subject' | 'text'; readonly message: string }[] {
  const names = Object.keys(templateOf(kind).names);
  return ([['subject', subject], ['text', text]] as const).flatMap(([key, words]) => unknownNames(words ?? '', names)
    .map((name) => ({ key, message: `there is no {{${name}}} in ${kind}: write one of ${names.join(', ')}` })));
}
