import { reachable } from '../../connectors/index.ts';
import { openChannel } from '../../notices/index.ts';
import type { Poster } from '../../domain/ports/poster.ts';
import type { FileShape } from '../config/shape.ts';
import { placeNamed, type Finding } from './finding.ts';

/** Whether anchors could get to the webhook that takes them. Nothing is sent. */
export async function examineAnchoring({ audit: { anchor }, outgoing }: Pick<FileShape, 'audit' | 'outgoing'>): Promise<readonly Finding[]> {
  if (anchor?.webhook === undefined) return [];
  const place = placeNamed('audit.anchor.webhook');
  try {
    await reachable(anchor.webhook.url, outgoing);
    return [place.well('its address can be connected to; whether it takes an anchor, the hub’s log tells')];
  } catch (error) {
    return [unreachable(place, error)];
  }
}

/** Whether a notice could get to where each channel leads. Nothing is sent: `muster notices test` does. */
export async function examineChannels({ notices, outgoing }: Pick<FileShape, 'notices' | 'outgoing'>): Promise<readonly Finding[]> {
  return Promise.all((notices?.channels ?? []).map(async (channel): Promise<Finding> => {
    const place = placeNamed(`channel ${channel.name}`);
    try {
      if (channel.kind === 'mail') await greet(channel);
      else await reachable(channel.url, outgoing);
      return place.well(channel.kind === 'mail' ? 'the mail server takes our sign-in' : 'its address can be connected to; whether it takes a notice, only muster notices test tells');
    } catch (error) {
      return unreachable(place, error);
    }
  }));
}

function unreachable(place: ReturnType<typeof placeNamed>, error: unknown): Finding {
  return place.mend(error instanceof Error ? error.message : 'it cannot be reached', 'check its address in the configuration, outgoing.allowed, and ask whoever runs the network');
}

const noPoster: Poster = { post: () => Promise.reject(new Error('nothing is posted')) };

async function greet(channel: Extract<NonNullable<FileShape['notices']>['channels'][number], { readonly kind: 'mail' }>): Promise<void> {
  const opened = openChannel(channel, noPoster);
  try {
    await opened.greet?.();
  } finally {
    opened.close?.();
  }
}
