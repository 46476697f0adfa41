import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { jsonAnswer } from './answer.ts';
import type { Api } from './api.ts';
import { CallLog } from './call-log.ts';
import { createClock, type Clock, type Life } from './clock.ts';
import { control, isControl } from './control.ts';
import { deliver, send } from './deliver.ts';
import { Drift } from './drift.ts';
import { Faults } from './faults.ts';
import * as listed from './index.ts';
import { defaultKeys, keysById, type SandboxKey } from './keys.ts';
import { Nonces } from './nonces.ts';
import { receive } from './received.ts';
import { respond, type Providers, type Served } from './respond.ts';

/** What a sandbox goes by. */
export interface SandboxSettings {
  /** Its clock; absent: the machine's. */
  readonly now?: () => Date;
  readonly keys?: readonly SandboxKey[];
  /** Absent: they stand still. */
  readonly life?: Life;
}

/** All APIs, each with its seed. */
const startApis = (clock: Clock): ReadonlyMap<string, Served> =>
  new Map(Object.values(listed).map((api: Api) => [api.provider, { api, service: api.start(clock) }]));

function createProviders({ now, keys = defaultKeys, life }: SandboxSettings): Providers {
  const clock = createClock(now, life);
  return {
    apis: startApis(clock),
    verification: { keys: keysById(keys), nonces: new Nonces(), clock },
    faults: new Faults(),
    drift: new Drift(),
    log: new CallLog(),
  };
}

/** A sandbox that does not listen yet. */
export function createSandbox(settings: SandboxSettings = {}): { readonly server: Server; readonly log: CallLog } {
  const providers = createProviders(settings);
  const { clock } = providers.verification;
  const server = createServer((request, response) => {
    response.sendDate = false;
    response.setHeader('date', clock.now().toUTCString());
    serve(request, response, providers).catch((error: unknown) => fail(request, response, error));
  });
  // Longer than clients keep an idle connection, so that none is closed under a request.
  server.keepAliveTimeout = 75_000;
  return { server, log: providers.log };
}

async function serve(request: IncomingMessage, response: ServerResponse, providers: Providers): Promise<void> {
  const received = await receive(request);
  if (!received) {
    send(response, jsonAnswer(413, { message: 'The body is too long.' }, { connection: 'close' }));
  } else if (isControl(received)) {
    send(response, control(received, providers));
  } else {
    const { call, answer, fault } = respond(received, providers);
    call.status = deliver(response, answer, fault);
  }
}

/** A client that left before its body was whole is no failure; all else is ours. */
function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (request.destroyed && !request.complete) return;
  process.stderr.write(`The sandbox failed: ${error instanceof Error ? error.stack : String(error)}\n`);
  if (response.headersSent) response.destroy();
  else send(response, jsonAnswer(500, { message: 'The sandbox failed.' }));
}
