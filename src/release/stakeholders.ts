import { UserMistake } from '../domain/error.ts';
import type { Stakeholder } from '../domain/release.ts';

/** People are remembered by e-mail: checked for its shape, kept in lower case, each (person, role) once. */
export function checkedStakeholders(stakeholders: readonly Stakeholder[], path: readonly string[]): readonly Stakeholder[] {
  const kept = stakeholders.map(({ email, role }, index) => ({ email: checkedEmail(email, [...path, String(index), 'email']), role }));
  return [...new Map(kept.map((one) => [`${one.email} ${one.role}`, one])).values()];
}

export function checkedEmail(email: string, path: readonly string[]): string {
  const trimmed = email.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(trimmed)) throw new UserMistake('INVALID', `"${email}" is not an e-mail address.`, path);
  return trimmed;
}
