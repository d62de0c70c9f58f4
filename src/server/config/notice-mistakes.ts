import type { EventKind } from '../../domain/event.ts';
import { wordMistakes } from '../../notices/index.ts';
import type { NoticesShape } from './notices-shape.ts';

interface Mistake { readonly path: readonly (string | number)[]; readonly message: string }

export interface DeclaredPlaces {
  readonly environments: readonly string[];
  readonly services: readonly string[];
}

/** What a shape cannot say of `notices`: names used but not declared, rules that reach nobody, words that no template knows. */
export function noticeMistakes(notices: NoticesShape | undefined, declared: DeclaredPlaces): readonly Mistake[] {
  if (notices === undefined) return [];
  const { channels, rules, templates } = notices;
  const names = channels.map(({ name }) => name);
  const doubled = names.flatMap((name, index) => (names.indexOf(name) < index ? [{ path: ['channels', index, 'name'], message: `"${name}" is declared twice` }] : []));
  const perRule = rules.flatMap((rule, index) => ruleMistakes(rule, notices, declared).map(({ path, message }) => ({ path: ['rules', index, ...path], message })));
  const perTemplate = Object.entries(templates).flatMap(([kind, words]) => wordMistakes(kind as EventKind, words).map(({ key, message }) => ({ path: ['templates', kind, key], message })));
  return [...doubled, ...perRule, ...perTemplate].map(({ path, message }) => ({ path: ['notices', ...path], message }));
}

function ruleMistakes({ environments, services, to }: NoticesShape['rules'][number], { channels }: NoticesShape, declared: DeclaredPlaces): readonly Mistake[] {
  const channel = channels.find(({ name }) => name === to.channel);
  return [
    ...undeclared(environments, declared.environments, 'environment', 'environments'),
    ...undeclared(services, declared.services, 'service', 'services'),
    ...(channel === undefined ? [{ path: ['to', 'channel'], message: `there is no channel "${to.channel}": declare it, or name one of ${channels.map(({ name }) => name).join(', ')}` }] : reachMistakes(to, channel.kind)),
  ];
}

function reachMistakes({ roles, owner, concerned, people }: NoticesShape['rules'][number]['to'], kind: NoticesShape['channels'][number]['kind']): readonly Mistake[] {
  const namesPeople = roles.length > 0 || owner || concerned || people.length > 0;
  if (kind === 'mail' && !namesPeople) return [{ path: ['to'], message: 'says nobody to write to: name roles, people, owner: true or concerned: true' }];
  if (kind !== 'mail' && namesPeople) return [{ path: ['to'], message: `names people, whom a ${kind} channel cannot tell apart: leave out roles, people, owner and concerned` }];
  return [];
}

function undeclared(used: readonly string[] | null, declared: readonly string[], what: string, key: string): readonly Mistake[] {
  return (used ?? []).flatMap((name, index) => (declared.includes(name) ? [] : [{ path: [key, index], message: `there is no ${what} "${name}": declare it, or name one of ${declared.join(', ') || '(none declared)'}` }]));
}
