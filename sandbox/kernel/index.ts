export { openState } from './state.ts';
export type { State } from './state.ts';
export { listen } from './listen.ts';
export type { ListenArgs } from './listen.ts';
export type { ToolAnswer } from './play.ts';
export type { Fault, StandIn, StandInOptions } from './stand-in.ts';
export { foldedEndpoint } from './calls.ts';
