import type { Connector } from './connector.ts';

export type { Auth, Connector, ConnectorSettings, ConnectorTools, Deadlines, ExchangeLine } from './connector.ts';

/** Every system Muster can speak with: one line per connector, under the word configuration uses for it. */
export const connectors = {
} as const satisfies Readonly<Record<string, Connector>>;
