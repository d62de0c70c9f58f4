import type { Deployment } from '../../domain/deployment.ts';
import { isDeploymentEvent, type HubEvent } from '../../domain/event.ts';
import type { Poster } from '../../domain/ports/poster.ts';
import type { Channel, Delivery } from '../channel.ts';
import { signedPoster } from './signed.ts';
import type { WebhookChannelSettings } from './webhook.ts';

/** CDEvents 0.5 (cdevents.dev): `version` is of each event's own schema. */
const specversion = '0.5.0';
const version = '0.3.0';
const source = '/muster';

/**
 * Tells machines in the words of CDEvents, each in a CloudEvents 1.0 envelope (structured JSON), signed as Standard Webhooks
 * says. Events that CDEvents has no word for are told to nobody here.
 */
export function cdeventsChannel({ name, url, secret }: WebhookChannelSettings, poster: Poster): Channel {
  const post = signedPoster(secret, poster);
  return {
    name,
    isPersonal: false,
    async send(delivery) {
      const told = toldOf(delivery);
      if (told !== null) await post(delivery, { url, body: JSON.stringify(told), contentType: 'application/cloudevents+json', doing: 'telling a sink of CDEvents' });
    },
  };
}

interface Said {
  readonly predicate: 'service.deployed' | 'service.rolledback' | 'incident.detected';
  readonly subject: { readonly id: string; readonly source: string; readonly content: object };
}

function toldOf({ event, id, at, subject, text }: Delivery): object | null {
  if (event === null) return { specversion: '1.0', id, source, type: 'muster.trial', time: at.toISOString(), data: { subject, text } };
  const said = saidOf(event);
  if (said === null) return null;
  const type = `dev.cdevents.${said.predicate}.${version}`;
  const context = { specversion, id: event.id, source, type, timestamp: event.at };
  return { specversion: '1.0', id: event.id, source, type, subject: said.subject.id, time: event.at, datacontenttype: 'application/cdevents+json', data: { context, subject: said.subject } };
}

/**
 * Live is deployed, or rolled back when it takes the place of what went wrong; a failure that has an incident is that
 * incident. Its `change` is a change of source code, of which Muster knows nothing; whether what ran before was upgraded
 * or nothing ran is not told apart.
 */
function saidOf(event: HubEvent): Said | null {
  if (!isDeploymentEvent(event)) return null;
  const { serviceKey, environment, incidentId, backOutOfId, because } = event.facts;
  const content = { environment: { id: environment, source }, artifactId: artifactOf(event.facts) };
  if (event.kind === 'DEPLOYMENT_LIVE') return { predicate: backOutOfId === null ? 'service.deployed' : 'service.rolledback', subject: { id: serviceKey, source, content } };
  if (event.kind === 'DEPLOYMENT_FAILED' && incidentId !== null) return { predicate: 'incident.detected', subject: { id: incidentId, source, content: { ...content, description: because, service: { id: serviceKey, source } } } };
  return null;
}

/** A package URL of the sealed package: its release, and the digest over all that it holds. */
function artifactOf({ releaseKey, serviceKey, packageDigest }: Deployment): string {
  return `pkg:generic/${encodeURIComponent(releaseKey ?? serviceKey)}${packageDigest === null ? '' : `@sha256%3A${packageDigest}`}`;
}
