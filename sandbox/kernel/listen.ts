import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { gateway } from './again.ts';
import { callCounter, foldedEndpoint } from './calls.ts';
import { controlRoutes } from './control.ts';
import type { Steered } from './control.ts';
import { faultList } from './faults.ts';
import { playFault } from './play.ts';
import type { FaultWording, ToolAnswer } from './play.ts';
import type { StandIn, StandInOptions } from './stand-in.ts';

export interface ListenArgs {
  /** e.g. "jira"; named in errors */
  readonly name: string;
  readonly options: StandInOptions;
  /** The tool's routes. Its own control routes may live under /__sandbox too: those calls are neither counted nor faulted. */
  readonly app: express.Express;
  /** Under which name a call is counted; left out, "METHOD /path" with ids folded. */
  readonly endpointOf?: (req: express.Request) => string;
  /** The tool's own empty answer to this request, for the fault `empty`; left out, `{}`. */
  readonly emptyAnswer?: (req: express.Request) => ToolAnswer;
  /** The tool's own words for an error status, for the fault `status`; left out, plain text. */
  readonly statusAnswer?: (status: number, req: express.Request) => ToolAnswer;
  /** Runs once after the last socket is gone, e.g. to flush state. */
  readonly onClose?: () => Promise<void>;
}

/**
 * Serves a stand-in on 127.0.0.1 with counters, faults and the `/__sandbox` endpoints around its routes.
 * @throws Error `PortInUse` naming tool and port when somebody else listens there.
 */
export async function listen(args: ListenArgs): Promise<StandIn> {
  const steered: Steered = { counter: callCounter(), faults: faultList(), latencyMs: 0 };
  const server = createServer(around(args, steered));
  await bound(server, args);
  const { port } = server.address() as AddressInfo;
  return {
    name: args.name,
    url: `http://127.0.0.1:${port}`,
    calls: () => steered.counter.calls(),
    close: async () => {
      await closed(server);
      await args.onClose?.();
    },
  };
}

function around(args: ListenArgs, steered: Steered): express.Express {
  const outer = express();
  outer.disable('x-powered-by');
  outer.disable('etag');
  outer.use('/__sandbox', controlRoutes(steered));
  outer.use(gate(args, steered));
  outer.use(args.app);
  outer.use((error: unknown, _req: express.Request, res: express.Response, next: express.NextFunction) => {
    if (res.headersSent) next(error);
    else res.status(500).json({ sandboxError: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  });
  return outer;
}

/** Counts, delays and faults every call but those to /__sandbox. */
function gate(args: ListenArgs, steered: Steered): express.RequestHandler {
  const wording: FaultWording = {
    empty: args.emptyAnswer ?? (() => ({ body: {} })),
    status: args.statusAnswer ?? ((status) => ({ body: `${status} from the ${args.name} stand-in's faults` })),
  };
  const before = gateway();
  return (req, res, next) => {
    if (req.path.startsWith('/__sandbox/') || before.isPassedOn(req)) {
      next();
      return;
    }
    // Tools tell the time of day with every answer: theirs, not the machine's.
    res.setHeader('Date', args.options.now().toUTCString());
    const endpoint = (args.endpointOf ?? foldedEndpoint)(req);
    steered.counter.count(endpoint);
    const fault = steered.faults.take(`${req.method} ${req.originalUrl}`);
    if (fault !== undefined) steered.counter.countFaulted(endpoint);
    const proceed = (): void => {
      if (fault === undefined) next();
      else playFault(fault, wording, before, req, res, next);
    };
    if (steered.latencyMs > 0) setTimeout(proceed, steered.latencyMs).unref();
    else proceed();
  };
}

function bound(server: Server, { name, options }: ListenArgs): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE';
      const error = new Error(isTaken
        ? `Starting the sandbox's ${name}: port ${options.port} is in use. Stop what listens there or choose another SANDBOX_PORT.`
        : `Starting the sandbox's ${name} on port ${options.port}: ${cause.message}`, { cause });
      error.name = isTaken ? 'PortInUse' : 'StandInNotStarted';
      reject(error);
    });
    server.listen(options.port, '127.0.0.1', resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => { resolve(); });
    // Hung answers hold their sockets; closing must not wait for them.
    server.closeAllConnections();
  });
}
