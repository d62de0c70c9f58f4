import type { DeploymentEvent, EventOf } from '../../domain/event.ts';
import { line } from '../line.ts';
import type { Template, Told } from '../template.ts';
import { mailOf, nameOf } from './people.ts';
import { placeNames, placeValues } from './places.ts';

const names = {
  ...placeNames,
  deployment: 'id of the deployment', what: '"Deployment", or "Back-out" of another one', state: 'its state', because: 'why it is so', by: 'who asked for it',
  startAt: 'not before this moment; "as soon as its turn comes" without one', run: 'address of the deployer\'s run, if it tells one',
} as const;

type DeploymentFact = EventOf<DeploymentEvent>;

function valuesOf(told: Told<DeploymentFact>): Readonly<Record<keyof typeof names, string>> {
  const { id, serviceKey, backOutOfId, state, because, requestedBy, startAt, run } = told.event.facts;
  return {
    ...placeValues(told), service: line(serviceKey), deployment: id, what: backOutOfId === null ? 'Deployment' : 'Back-out', state, because: line(because),
    by: line(nameOf(requestedBy)), startAt: startAt ?? 'as soon as its turn comes', run: line(run?.url ?? 'the deployer tells none'),
  };
}

const look = '\n\nLook: muster deployment {{deployment}}';

/** The template of one event of a deployment: all know the same names. */
export function deploymentTemplate<const K extends DeploymentEvent>(kind: K, when: string, { subject, text }: { readonly subject: string; readonly text: string }): Template<K> {
  return {
    kind, when, names, subject, text: `${text}${look}`,
    valuesOf: ({ event, release }) => valuesOf({ event, release }),
    concerns: (event) => mailOf(event.facts.requestedBy),
  };
}
