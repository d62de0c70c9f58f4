import type { ChangeType } from '../domain/change.ts';
import type { Environment } from '../domain/environment.ts';
import { UserMistake } from '../domain/error.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { NewChange } from '../domain/ports/desk.ts';

export interface ChangeChoice {
  readonly type?: ChangeType | null;
  readonly template?: string | null;
  readonly model?: string | null;
}

/** The gate whose policy says which standard templates stand for approvals. */
const approvalGate = 'change-is-approved';

/** What the change is made from; a normal change when nothing is said. UserMistake INVALID, or FORBIDDEN for a template that the environment's policy does not list. */
export function changeSource(catalogue: Catalogue, environment: Environment, { type, template, model }: ChangeChoice): NewChange['source'] {
  if (template != null && model != null) throw new UserMistake('INVALID', 'Name a template or a model, not both.', ['model']);
  if (template != null) return fromTemplate(catalogue, environment, template, type ?? 'STANDARD');
  if (model != null) {
    if (type != null) throw new UserMistake('INVALID', 'The model says of which type the change is; leave the type out.', ['type']);
    return { model: named(model, 'model') };
  }
  switch (type ?? 'NORMAL') {
    case 'EMERGENCY': return { type: 'EMERGENCY' };
    case 'NORMAL': return { type: 'NORMAL' };
    case 'STANDARD': throw new UserMistake('INVALID', 'A standard change is made from a template: name it.', ['template']);
    default: throw new UserMistake('INVALID', 'A change is opened as NORMAL or EMERGENCY, from a template, or from a model.', ['type']);
  }
}

function fromTemplate(catalogue: Catalogue, environment: Environment, given: string, type: ChangeType): NewChange['source'] {
  if (type !== 'STANDARD') throw new UserMistake('INVALID', `A template makes standard changes, not ${type.toLowerCase()} ones; leave the type out.`, ['type']);
  const template = named(given, 'template');
  const allowed = allowedTemplates(catalogue, environment);
  if (!allowed.includes(template)) {
    throw new UserMistake('FORBIDDEN', `The policy of ${environment.name} does not pre-approve the template "${template}"; ${allowed.length === 0 ? 'it lists none' : `it lists ${allowed.join(', ')}`}.`, ['template']);
  }
  return { template };
}

function allowedTemplates(catalogue: Catalogue, environment: Environment): readonly string[] {
  const listed = catalogue.policyOf(environment).gates.find(({ gate }) => gate === approvalGate)?.parameters['allowedTemplates'];
  return Array.isArray(listed) ? listed.filter((one) => typeof one === 'string') : [];
}

function named(given: string, path: string): string {
  const name = given.trim();
  if (name === '') throw new UserMistake('INVALID', `Name the ${path}.`, [path]);
  return name;
}
