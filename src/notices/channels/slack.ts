import type { Poster } from '../../domain/ports/poster.ts';
import type { Channel, Delivery } from '../channel.ts';
import { taken } from './taken.ts';

export interface SlackChannelSettings {
  readonly name: string;
  /** The incoming webhook's address, which is its secret. */
  readonly url: string;
}

/** Letters that one section of a message holds, as Slack's reference of blocks says. */
const sectionLength = 3_000;

/** An incoming webhook as Slack, Mattermost and Rocket.Chat take it: text for notifications, blocks for the reading. */
export function slackChannel({ name, url }: SlackChannelSettings, poster: Poster): Channel {
  return {
    name,
    isPersonal: false,
    async send(delivery) {
      taken(await poster.post({ address: url, headers: {}, body: JSON.stringify(messageOf(delivery)), doing: 'telling a chat' }));
    },
  };
}

/** `verbatim`: nothing in the text becomes a link, a channel or a mention that was not written as one. */
function messageOf({ subject, text }: Delivery): object {
  const section = (words: string): object => ({ type: 'section', text: { type: 'mrkdwn', text: cut(words), verbatim: true } });
  return { text: escaped(subject), blocks: [section(`*${escaped(subject).replaceAll('*', '∗')}*`), section(escaped(text))] };
}

/** The three characters by which Slack knows its own markup: without them there is no mention, no link and no broadcast. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Never within an escape: a bare "&am" is not what was said. */
function cut(text: string): string {
  return text.length <= sectionLength ? text : `${text.slice(0, sectionLength - 1).replace(/&[a-z]{0,3}$/, '')}…`;
}
