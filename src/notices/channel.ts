import { MusterError } from '../domain/error.ts';
import type { HubEvent } from '../domain/event.ts';
import type { Instant } from '../domain/instant.ts';

/** One message on its way. */
export interface Delivery {
  /** The same at every attempt, so that a receiver knows what it has seen already. */
  readonly id: string;
  /** When this attempt is made. */
  readonly at: Date;
  /** An e-mail address; null where the channel itself is the recipient. */
  readonly recipient: string | null;
  readonly subject: string;
  readonly text: string;
  /** Null of a trial. */
  readonly event: HubEvent | null;
}

/** A way by which people or machines are told. */
export interface Channel {
  readonly name: string;
  /** Told to each person by e-mail address; otherwise the channel leads to one place. */
  readonly isPersonal: boolean;
  /** Hands it over once, or throws NotDelivered. */
  send(delivery: Delivery): Promise<void>;
  /** Goes as far as signing in and sends nothing, or throws NotDelivered; absent where nothing can be known without sending. */
  greet?(): Promise<void>;
  close?(): void;
}

/** The other side did not take it. The message is for people and holds no secret. */
export class NotDelivered extends MusterError {
  override readonly name = 'NotDelivered';
  /** It will never be taken: another try is useless. */
  readonly isFinal: boolean;
  /** Not before this moment, as the other side asked. */
  readonly retryAt: Instant | null;

  /** The channel as a whole does not work at the moment, whoever the recipient. */
  readonly isDown: boolean;

  constructor(message: string, { isFinal = false, isDown = false, retryAt = null }: { readonly isFinal?: boolean; readonly isDown?: boolean; readonly retryAt?: Instant | null } = {}) {
    super(message);
    this.isFinal = isFinal;
    this.isDown = isDown;
    this.retryAt = retryAt;
  }
}
