import { jsonAnswer, type Answer } from './answer.ts';
import type { Api, Service } from './api.ts';
import type { Call, CallLog } from './call-log.ts';
import type { Asked, Cloud } from './cloud.ts';
import type { Drift } from './drift.ts';
import { isRefusing, type Fault, type Faults } from './faults.ts';
import type { Received } from './received.ts';
import { Refusal } from './refusal.ts';
import type { Verification } from './verification.ts';

/** An API that has been started. */
export interface Served {
  readonly api: Api;
  readonly service: Service;
}

/** What answers depend on. */
export interface Providers {
  /** By the providers' names. */
  readonly apis: ReadonlyMap<string, Served>;
  readonly verification: Verification;
  readonly faults: Faults;
  readonly drift: Drift;
  readonly log: CallLog;
}

/** An answer, and the fault that spoils it on its way. */
export interface Response {
  readonly call: Call;
  readonly answer: Answer;
  readonly fault: Fault | null;
}

/** Whom a request is for; each is null where nobody takes it for its own. */
interface Addressee {
  readonly cloud: Cloud | null;
  readonly served: Served | null;
}

function addresseeOf(received: Received, { apis }: Providers): Addressee {
  const all = [...apis.values()];
  const cloud = all.find(({ api }) => api.cloud.recognizes(received))?.api.cloud ?? null;
  const served = all.find(({ api }) => api.cloud === cloud && api.recognizes(received)) ?? null;
  return { cloud, served };
}

const nothing: Asked = { operation: '', parameters: new Map() };
const noCloud = (): Answer =>
  jsonAnswer(404, { message: 'No cloud of the sandbox takes this for one of its requests.' });

/** Answers a request as its provider would, and logs the call. */
export function respond(received: Received, providers: Providers): Response {
  const { cloud, served } = addresseeOf(received, providers);
  const asked = (served?.api.ask ?? cloud?.ask ?? (() => nothing))(received);
  const { operation, parameters } = asked;
  const provider = served?.api.provider ?? null;
  const call: Call = { provider, operation, parameters: Object.fromEntries(parameters), status: null };
  providers.log.add(call);
  if (!cloud) return { call, answer: noCloud(), fault: null };
  let fault: Fault | null = null;
  try {
    if (!served) throw cloud.unknownOperation(operation);
    // Before anything fails on order, so that a retry with a spent nonce is found out.
    cloud.verify(received, providers.verification);
    fault = providers.faults.take(served.api.provider, operation);
    if (fault && isRefusing(fault.kind)) throw cloud.failures[fault.kind](fault);
    return { call, answer: operate(served, asked, providers.drift), fault };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { call, answer: cloud.refuse(withStatusOf(served, error), received), fault };
  }
}

function operate({ api, service }: Served, { operation, parameters }: Asked, drift: Drift): Answer {
  const run = service.operations.get(operation);
  if (!run) throw api.cloud.unknownOperation(operation);
  const { body, listed } = run(parameters);
  const answer = api.cloud.answer(body);
  if (listed) drift.afterReading(api.provider, listed);
  return answer;
}

/** A refusal with the status that the API has for its code. */
function withStatusOf(served: Served | null, refusal: Refusal): Refusal {
  const { code, message, headers } = refusal;
  const status = served?.api.statuses?.[code];
  return status === undefined ? refusal : new Refusal(status, code, message, headers);
}
