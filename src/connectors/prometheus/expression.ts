import { UserMistake } from '../../domain/error.ts';
import type { MeasuredSubject } from '../../domain/ports/metrics.ts';

const names: readonly (keyof MeasuredSubject)[] = ['service', 'environment', 'release', 'version'];
/** PromQL itself has dollar signs in the replacements of label_replace only: $1, ${name}. */
const placeholder = /\$([A-Za-z_]\w*)/g;

/** Throws UserMistake INVALID for a placeholder that nothing fills, or one outside quotes: a value there would be read as PromQL. */
export function checkExpression(expression: string): void {
  const unknown = [...expression.matchAll(placeholder)].find(([, name]) => !names.some((known) => known === name));
  if (unknown) throw new UserMistake('INVALID', `nothing is filled in for ${unknown[0]}: there are ${names.map((name) => `$${name}`).join(', ')}`, ['expression']);
  const bare = outsideQuotes(expression).match(placeholder);
  if (bare) throw new UserMistake('INVALID', `${bare[0]} stands outside double quotes: write {label="${bare[0]}"}`, ['expression']);
}

/** The expression about this deployment. Values are escaped as PromQL's double quotes want it. */
export function filled(expression: string, subject: MeasuredSubject): string {
  return expression.replace(placeholder, (whole, name: string) => {
    const known = names.find((one) => one === name);
    return known === undefined ? whole : JSON.stringify(subject[known]).slice(1, -1);
  });
}

function outsideQuotes(expression: string): string {
  return expression.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}
