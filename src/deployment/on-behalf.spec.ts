import type { Person } from '../domain/person.ts';
import { askedFor, askerOf } from './on-behalf.ts';

const ana: Person = { kind: 'person', id: 'person:ana@x.example', name: 'Ana', email: 'ana@x.example', isActive: true, accounts: [], isMapped: true };
const pipeline = { kind: 'automation', name: 'deploy\r\n.yml', issuer: 'github', onBehalfOf: null } as const;

describe('who asked for a deployment, as other tools are told', () => {
  it.each([
    ['a person', ana, 'Ana'],
    ['a pipeline that acts for nobody, in one line whatever its name holds', pipeline, 'deploy .yml'],
    ['a pipeline with the person it acts for', { ...pipeline, onBehalfOf: ana }, 'deploy .yml for Ana'],
  ])('is %s', (_who, requestedBy, name) => {
    expect([askerOf({ requestedBy }), askedFor({ requestedBy })]).toEqual([name, ` Asked for by ${name}.`]);
  });

  it('is nobody where the plan asked', () => {
    expect([askerOf({ requestedBy: null }), askedFor({ requestedBy: null })]).toEqual([null, '']);
  });
});
