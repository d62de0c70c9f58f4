import { z } from 'zod';
import { roles } from '../../domain/person.ts';
import { address } from '../config/address.ts';
import { duration } from '../config/duration.ts';

const text = z.string().min(1);

/** Only of a key pair: with a shared secret, whoever can check a token can make one. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

/** Claims that say whose pipeline it is. Without one of them a rule would let in everybody who has a pipeline at that host. */
const ownership = ['sub', 'repository', 'repository_id', 'project_path', 'project_id'];

const granted = {
  when: z.record(text, z.union([text, z.array(text).min(1)])).default({}),
  roles: z.array(z.enum(roles)).min(1),
  services: z.array(text).min(1).optional(),
  environments: z.array(text).min(1).optional(),
};

const people = z.strictObject({ emailClaim: text.default('email'), grants: z.array(z.strictObject(granted)).min(1) });

const pipeline = z.strictObject({ name: text, ...granted, actsFor: z.strictObject({ connection: text, claim: text }).optional() })
  .refine(({ when }) => Object.keys(when).some((claim) => ownership.includes(claim)), { path: ['when'], message: `must name whose pipeline it is, by one of ${ownership.join(', ')}: else every pipeline of that host may sign in` });

/** An issuer of tokens; its keys are read from the address that stands here, and nowhere that a token names. */
export const issuer = z.strictObject({
  name: text,
  issuer: text,
  audience: text,
  keys: address.refine(isSafe, 'must be https; http only at 127.0.0.1'),
  algorithms: z.array(z.enum(algorithms)).min(1).default(['RS256']),
  clockTolerance: duration.prefault('PT30S').refine((milliseconds) => milliseconds <= 300_000, 'must be five minutes at most'),
  people: people.optional(),
  pipelines: z.array(pipeline).default([]),
}).refine((one) => one.people !== undefined || one.pipelines.length > 0, 'must say who may sign in: people or pipelines');

export type IssuerShape = z.infer<typeof issuer>;

function isSafe(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === '127.0.0.1');
}
