export { signedPoster } from './channels/signed.ts';
export { openChannel, type ChannelSettings } from './channels/index.ts';
export { NotDelivered, type Channel, type Delivery } from './channel.ts';
export { messageOf, wordMistakes, type OwnTemplates } from './message.ts';
export type { Rule } from './rules.ts';
export type { Template } from './template.ts';
export { Teller, type TellerSettings } from './teller.ts';
export { tryChannel } from './trial.ts';
export { templates } from './templates/index.ts';
