import { z } from 'zod';
import { roles } from '../../domain/person.ts';
import { recordKinds } from '../../domain/reference.ts';
import { stakeholderRoles } from '../../domain/release.ts';
import { parameterTypes } from '../../readiness/index.ts';
import { readSigningKey, readVerificationKey } from '../../receipt/index.ts';
import { readManifest } from '../documents/index.ts';
import { issuer } from '../sign-in/shape.ts';
import { address } from './address.ts';
import { duration } from './duration.ts';
import { notices, signedWebhook } from './notices-shape.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower case letters, digits and dashes, beginning with a letter');
const text = z.string().min(1);
const email = z.email();

const auth = z.union([
  z.strictObject({ basic: z.strictObject({ userName: text, password: text }) }),
  z.strictObject({ bearer: text }),
  z.strictObject({ oauth: z.strictObject({ clientId: text, clientSecret: text, userName: text.optional(), password: text.optional() }) }),
], { error: 'must be one of basic: { userName, password }, bearer: TOKEN, or oauth: { clientId, clientSecret, … }' });

/** Records that reach only some roles: all of the kinds, or those that the tool itself classifies so. */
const restriction = z.strictObject({
  kinds: z.array(z.enum(recordKinds)).min(1),
  classifications: z.array(text.regex(/\S/, 'must not be blank')).min(1).optional(),
  roles: z.array(z.enum(roles)).min(1),
});

const connection = z.strictObject({
  name,
  system: z.string().transform((system) => system.toUpperCase()),
  isProduction: z.boolean().default(true),
  url: address,
  auth,
  deadline: z.strictObject({ page: duration.prefault('PT2S'), judge: duration.prefault('PT20S'), act: duration.prefault('PT20S') }).prefault({}),
  limits: z.strictObject({ concurrency: z.int().min(1).max(100).optional(), perMinute: z.int().min(1).optional() }).optional(),
  webhook: z.strictObject({ secret: z.string().min(16, 'must have at least 16 characters') }).optional(),
  restricted: z.array(restriction).default([]),
  options: z.record(z.string(), z.unknown()).optional(),
});

const target = z.strictObject({ connection: name, class: text, match: text, versionAttribute: text, discoverySource: text });
const deployer = z.looseObject({ connection: name, name, expectedDuration: duration.optional() });

const service = z.strictObject({
  key: name,
  name: text,
  team: text.optional(),
  record: text.nullable().default(null),
  workItems: z.strictObject({ connection: name, project: text, isVersionReleased: z.boolean().default(true), areLinked: z.boolean().default(true) }).nullable().default(null),
  artifacts: z.strictObject({ connection: name, build: text, path: text, promoteTo: z.record(name, text).default({}), isStamped: z.boolean().default(true) }).nullable().default(null),
  targets: z.record(name, target).default({}),
  deployers: z.record(name, deployer).default({}),
});

const policyGate = z.strictObject({
  isBlocking: z.boolean().default(true),
  isWaivable: z.boolean().default(false),
  isUnknownWaivable: z.boolean().default(false),
  mayBeEmpty: z.boolean().default(false),
  maxFactAge: duration.nullable().default(null),
  parameters: z.record(z.string(), z.unknown()).default({}),
});

/** What a company adds to the gates of the house, in CEL. */
const customGate = z.strictObject({
  name,
  sentence: text,
  why: text,
  expression: text,
  because: text.nullable().default(null),
  remedy: text,
  parameters: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'must be letters and digits, beginning with a lower case letter'), z.strictObject({ type: z.enum(parameterTypes), default: z.unknown().optional() })).default({}),
});

/** Gates by name; nothing said of one means its defaults. */
const gateMap = z.record(z.string(), policyGate.nullable().transform((gate) => gate ?? policyGate.parse({})));

/** Who may let a gate go, and for how long. */
const waiverRules = z.strictObject({
  longest: duration.prefault('P30D'),
  decidedBy: z.array(z.enum(stakeholderRoles)).default([]),
  breakGlass: z.strictObject({ longest: duration.prefault('PT4H'), followUpWithin: duration.prefault('P3D') }).prefault({}),
}).prefault({}).transform(({ longest, decidedBy, breakGlass }) => ({ longestMs: longest, decidedBy, breakGlass: { longestMs: breakGlass.longest, followUpWithinMs: breakGlass.followUpWithin } }));

const policy = z.strictObject({
  name,
  version: z.coerce.string(),
  receiptValidity: duration.prefault('PT30M'),
  requiredAgreements: z.array(z.enum(stakeholderRoles)).default([]),
  gates: gateMap,
  /** What a back-out must pass; left out, what of `gates` says that the bytes are the right ones. */
  backOut: z.strictObject({ gates: gateMap }).optional(),
  waivers: waiverRules,
});

const person = z.strictObject({ name: text, email, accounts: z.array(z.strictObject({ connection: name, userName: text })).default([]) });
/** What an access token's entry must be. */
export const accessToken = z.strictObject({ token: z.string().min(16, 'must have at least 16 characters'), email, roles: z.array(z.enum(roles)).min(1) });

/** What is measured while a deployment is watched. */
const watchedMetric = z.strictObject({ name: text.max(100), connection: name, expression: text.max(4_000), atMost: z.number().nullable().default(null), atLeast: z.number().nullable().default(null) })
  .refine(({ atMost, atLeast }) => atMost !== null || atLeast !== null, 'must say atMost or atLeast, or both: without bounds nothing could be wrong');

/** What is done once a deployment is over. */
const afterwards = z.strictObject({
  bake: duration.prefault('PT0S'),
  watch: z.strictObject({ priority: z.int().min(0).max(5).default(2), serviceLevels: z.boolean().default(true), metrics: z.array(watchedMetric).max(20).default([]) }).prefault({}),
  changesEndIn: z.enum(['REVIEW', 'CLOSED']).default('REVIEW'),
  recurrence: z.strictObject({ times: z.int().min(1).max(100).default(3), within: duration.prefault('P30D') }).prefault({}),
}).prefault({}).transform(({ bake, recurrence: { times, within }, ...rest }) => ({ ...rest, bakeMs: bake, recurrence: { times, withinMs: within } }));

const environment = z.strictObject({ name, isProduction: z.boolean().default(false), policy: name, afterwards });

/** How old a copy somebody who looks accepts when they do not say; judging never accepts any. */
export const freshness = z.strictObject({ default: duration.prefault('PT15S'), kinds: z.partialRecord(z.enum(recordKinds), duration).default({}) }).prefault({});

/** The lists of the file, and what an element of each must be. */
export const elementShapes = { environments: environment, connections: connection, services: service, people: person, policies: policy, customGates: customGate } as const;

/** Left out of the file: nothing is synced in the background. */
const sync = z.strictObject({
  isEnabled: z.boolean().default(true),
  every: duration.prefault('PT1M'),
  wholeEvery: duration.prefault('P1D'),
  keepHistory: duration.prefault('P400D'),
  kinds: z.array(z.enum(recordKinds)).min(1).nullable().default(null),
});

/** Left out of the file: what others deploy is not looked at. */
const observe = z.strictObject({
  isEnabled: z.boolean().default(true),
  every: duration.prefault('PT5M'),
  lookBack: duration.prefault('P1D'),
  endWithin: duration.prefault('P1D'),
});

/** How patiently deployments are carried on. */
export const deploying = z.strictObject({ askWhenUnclearFor: duration.prefault('PT5M') }).prefault({});

/** What one identity may ask within a minute, null: as much as it likes; the costliest single operation must fit. */
export const limits = z.strictObject({ costPerMinute: z.int().min(50_000, 'must be at least 50000, what the costliest single operation costs').nullable().default(600_000), queryWithin: duration.prefault('PT30S') }).prefault({});

/** How a hub that is asked to end does so. `announceFor` left out: 5 s in production mode, else not at all. */
export const draining = z.strictObject({ announceFor: duration.optional(), finishWithin: duration.prefault('PT10S') }).prefault({});

/** Left out: nothing is traced. `headers` sign in to the collector. */
export const telemetry = z.strictObject({
  traces: z.strictObject({ endpoint: z.url({ protocol: /^https?$/ }), headers: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must be the name of a header'), text).default({}), sampleRatio: z.number().min(0).max(1).default(1) }).optional(),
}).prefault({});

/** With which /metrics may be read, and nothing else; left out, whoever signs in with a role that may. */
export const metrics = z.strictObject({ token: z.string().min(16, 'must have at least 16 characters').optional() }).prefault({});

/** Private, local and reserved addresses that connections, webhooks and chats may stand at; left out, none. */
export const outgoing = z.strictObject({ allowed: z.array(z.union([z.cidrv4(), z.cidrv6()], { error: 'must be a range of addresses, e.g. 10.20.0.0/16' })).default([]) }).prefault({});

/** Left out: the audit log is anchored nowhere, and a cut tail is not seen. */
export const audit = z.strictObject({
  anchor: z.strictObject({ file: text.optional(), webhook: signedWebhook.optional(), every: duration.prefault('PT1H') })
    .refine(({ file, webhook }) => file !== undefined || webhook !== undefined, 'must name a file, a webhook, or both').optional(),
}).prefault({});

/** Text that is read as a key; what cannot be is refused without a word of it. */
function key<T>(read: (pem: string) => T | null, expected: string): z.ZodType<T, string> {
  return z.string().transform((pem, context) => {
    const found = read(pem);
    if (found !== null) return found;
    context.addIssue({ code: 'custom', message: `must be ${expected}` });
    return z.NEVER;
  });
}

/** Left out: READY judgements get no receipt. Keys that signed before stand under `keys` for as long as their receipts count. */
export const receipts = z.strictObject({
  signingKey: key(readSigningKey, 'a private Ed25519 key in PKCS #8 PEM, as openssl genpkey -algorithm ed25519 makes it').optional(),
  keys: z.array(key(readVerificationKey, 'a public Ed25519 key in SPKI PEM, as openssl pkey -pubout writes it; never a private one')).default([]),
}).prefault({});

const manifest = z.string().transform((text, context) => {
  const read = readManifest(text);
  if ('manifest' in read) return read.manifest;
  context.addIssue({ code: 'custom', message: read.problem });
  return z.NEVER;
});

/** Documents that may be asked for by their ids; left out, those of the command line, and any other in its own words. */
export const documents = z.strictObject({
  manifests: z.array(manifest).default([]),
  commandLine: z.boolean().default(true),
  only: z.boolean().default(false),
  exempt: z.array(z.enum(roles)).default([]),
}).prefault({});

/** The shape of muster.yaml. Durations become milliseconds, secrets are in place already. */
export const fileShape = z.strictObject({
  environments: z.array(environment).min(1),
  connections: z.array(connection).min(1),
  services: z.array(service).default([]),
  people: z.array(person).default([]),
  freshness,
  sync: sync.optional(),
  observe: observe.optional(),
  deploying,
  notices: notices.optional(),
  receipts,
  audit,
  outgoing,
  limits,
  documents,
  metrics,
  /** GraphiQL at /graphql for browsers; left out: on, and off in production mode. */
  graphiql: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  draining,
  telemetry,
  access: z.strictObject({ introspection: z.array(z.enum(roles)).optional(), sandboxTokens: z.array(accessToken).default([]), issuers: z.array(issuer).default([]) }).prefault({}),
  policies: z.array(policy).min(1),
  customGates: z.array(customGate).default([]),
  /** Files beside this one, or packages, that bring gates. They are loaded before the rest is read. */
  plugins: z.array(text).default([]),
});

export type FileShape = z.infer<typeof fileShape>;
export type ConnectionShape = FileShape['connections'][number];
