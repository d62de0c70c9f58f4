import { exitCode, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { hubAddress } from './hub-address.ts';
import { hubClient, type HubClient } from './hub-client.ts';
import { colour, type Terminal } from './terminal.ts';

/** One command: asks, prints, and says how it went. */
export type Act<A extends readonly unknown[]> = (terminal: Terminal, ...given: A) => Promise<ExitCode>;
/** Makes commander's action of a command. */
export type Run = <A extends readonly unknown[]>(act: Act<A>) => (...given: A) => Promise<void>;

/** Runs commands against the hub that the environment names (a command that asks none needs none), and ends the process with their exit code. */
export function runner(isJson: () => boolean): Run {
  return (act) => async (...given) => {
    try {
      const note = (text: string): void => void process.stderr.write(`${text}\n`);
      let hub: HubClient | undefined;
      const hubOf = (): HubClient => hub ??= hubClient(hubAddress(process.env, process.cwd()), (message) => { note(colour('yellow', message, process.stderr)); });
      process.exitCode = await act({ get hub() { return hubOf(); }, isJson: isJson(), note, print: (text) => void process.stdout.write(`${text}\n`) }, ...given);
    } catch (error) {
      process.stderr.write(`${error instanceof Failure ? error.message : `muster failed: ${error instanceof Error ? error.message : String(error)}`}\n`);
      process.exitCode = error instanceof Failure ? error.exitCode : exitCode.error;
    }
  };
}
