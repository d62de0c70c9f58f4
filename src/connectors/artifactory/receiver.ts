import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { UserMistake } from '../../domain/error.ts';
import type { Clock } from '../../domain/instant.ts';
import type { Delivery, Notice, WebhookReceiver } from '../../domain/ports/webhook.ts';
import { formatReference, type RecordIdentity } from '../../domain/reference.ts';
import { readDelivery, shortText } from '../delivery.ts';
import { readBundleName } from './bundles/bundle-name.ts';
import { keyOf, pinnedKey, placeOf } from './place.ts';
import { toMoment, toSha256 } from './translate.ts';

/** For so long the same bytes are the same delivery. */
const repeatedWithinMs = 10_000;

const word = z.string().regex(/^\w{1,100}$/);
const text = z.string().max(2_000).nullish();
const messageSchema = z.object({
  domain: word,
  event_type: word,
  data: z.object({
    repo_key: text, path: text, sha256: text, source_repo_path: text, target_repo_path: text,
    build_name: shortText.nullish(), build_number: shortText.nullish(), build_started: text,
    release_bundle_name: shortText.nullish(), release_bundle_version: shortText.nullish(),
  }),
});
type Told = z.infer<typeof messageSchema>['data'];

/**
 * Takes the platform's predefined webhooks. `X-JFrog-Event-Auth` holds HMAC-SHA256 over the raw bytes in hex where the secret
 * is used for signing, else the secret itself. They carry no id and no moment: the same bytes again within ten seconds are
 * the same delivery, later ones are read once more, since a file that is put back says the same as when it first came.
 */
export function createReceiver(connection: string, secret: string, clock: Clock): WebhookReceiver {
  return {
    receive(delivery) {
      if (!isAuthentic(delivery, secret)) throw new UserMistake('FORBIDDEN', 'The delivery\'s X-JFrog-Event-Auth is not of this connection\'s secret: give the webhook that secret as its token.');
      const { domain, event_type: event, data } = readDelivery(delivery, messageSchema);
      const stretch = Math.floor(clock.now().getTime() / repeatedWithinMs);
      return { deliveryId: `${createHash('sha256').update(delivery.body).digest('hex')}@${stretch}`, event: `${domain} ${event}`, ...noticedIn(connection, data), runIds: [], correlations: [] };
    },
  };
}

function isAuthentic({ headers, body }: Delivery, secret: string): boolean {
  const told = Buffer.from(headers['x-jfrog-event-auth'] ?? '');
  const possible = [createHmac('sha256', secret).update(body).digest('hex'), secret].map((one) => Buffer.from(one));
  // Both are always compared: how long it takes tells nothing of which was near.
  return possible.map((one) => one.length === told.length && timingSafeEqual(one, told)).includes(true);
}

function noticedIn(connection: string, data: Told): Pick<Notice, 'records' | 'relations'> {
  const builds = buildsIn(connection, data);
  const bundle = readBundleName(`${data.release_bundle_name ?? ''}/${data.release_bundle_version ?? ''}`);
  const bundles = bundle === null ? [] : [formatReference(connection, 'bundle', `${bundle.name}/${bundle.version}`)];
  return {
    records: [...filesIn(connection, data), ...builds, ...bundles],
    relations: [...builds.map((record) => ({ relation: 'build.statuses', record }) as const), ...bundles.map((record) => ({ relation: 'bundle.promotions', record }) as const)],
  };
}

/** What stands at each place it speaks of, and whether that very content still stands there. */
function filesIn(connection: string, { repo_key: repo, path, sha256, source_repo_path: from, target_repo_path: to }: Told): readonly RecordIdentity[] {
  const within = (path ?? '').replace(/^\/+/, '');
  // Whether they name a repository alone or the whole place, no document says; a repository's key holds no slash.
  const places = [repo, from, to].flatMap((told) => (told === null || told === undefined || told === '' ? [] : [told.includes('/') ? told : `${told}/${within}`]));
  const keys = places.flatMap((key) => {
    const place = placeOf(key);
    return place === null ? [] : [keyOf(place), pinnedKey(place, toSha256(sha256))];
  });
  return [...new Set(keys)].map((key) => formatReference(connection, 'artifact', key));
}

function buildsIn(connection: string, { build_name: name, build_number: number, build_started: started }: Told): readonly RecordIdentity[] {
  if (!name || !number) return [];
  const startedAt = toMoment(started);
  return [formatReference(connection, 'build', startedAt === null ? `${name}/${number}` : `${name}/${number}@${startedAt}`)];
}
