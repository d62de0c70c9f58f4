import { z } from 'zod';
import { deploymentStates } from '../../domain/deployment.ts';
import { eventKinds } from '../../domain/event.ts';
import { readinessOutcomes } from '../../domain/readiness.ts';
import { stakeholderRoles } from '../../domain/release.ts';
import { address } from './address.ts';
import { duration } from './duration.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower case letters, digits and dashes, beginning with a letter');
const text = z.string().min(1);
const postedTo = address.refine((url) => !URL.canParse(url) || !new URL(url).pathname.startsWith('//'), 'must not have a path that begins with //');

/** Standard Webhooks: 24 to 64 bytes. */
const secret = z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/, 'must be whsec_ and base64: echo "whsec_$(openssl rand -base64 32)"')
  .refine((written) => { const { length } = Buffer.from(written.slice('whsec_'.length), 'base64'); return length >= 24 && length <= 64; }, 'must hold 24 to 64 bytes');

/** Where what is signed goes. */
export const signedWebhook = z.strictObject({ url: postedTo, secret });

const channel = z.discriminatedUnion('kind', [
  z.strictObject({ name, kind: z.literal('webhook'), url: postedTo, secret }),
  z.strictObject({ name, kind: z.literal('cdevents'), url: postedTo, secret }),
  z.strictObject({ name, kind: z.literal('slack'), url: postedTo }),
  z.strictObject({
    name, kind: z.literal('mail'), host: text, port: z.int().min(1).max(65_535).default(587), security: z.enum(['TLS', 'STARTTLS', 'NONE']).default('STARTTLS'),
    auth: z.strictObject({ userName: text, password: text }).optional(), certificateAuthority: text.optional(),
    from: z.string().regex(/^([^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be an address, or Name <address>'),
  }),
], { error: 'must have a kind: webhook, cdevents, slack or mail' });

const listOf = <T extends z.ZodType>(element: T): z.ZodDefault<z.ZodNullable<z.ZodArray<T>>> => z.array(element).min(1).nullable().default(null);

const rule = z.strictObject({
  events: listOf(z.enum(eventKinds)),
  environments: listOf(text),
  services: listOf(text),
  outcomes: listOf(z.enum([...readinessOutcomes, ...deploymentStates])),
  to: z.strictObject({ channel: text, roles: z.array(z.enum(stakeholderRoles)).default([]), owner: z.boolean().default(false), concerned: z.boolean().default(false), people: z.array(z.email()).default([]) }),
});

const words = z.strictObject({ subject: text.optional(), text: text.optional() });

/** Left out of the file: nobody is told of anything. */
export const notices = z.strictObject({
  giveUpAfter: duration.prefault('P1D'),
  /** What goes out within so long is watched although nobody asks; PT0S: nothing is. */
  watchAhead: duration.prefault('P1D'),
  channels: z.array(channel).min(1),
  rules: z.array(rule).default([]),
  templates: z.partialRecord(z.enum(eventKinds), words).default({}),
});

export type NoticesShape = z.infer<typeof notices>;
