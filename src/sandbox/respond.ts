import type { ProviderName } from '../tasks/task.ts';
import { alibaba } from './alibaba.ts';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';
import type { Call, CallLog } from './call-log.ts';
import type { Asked, Cloud } from './cloud.ts';
import type { Drift } from './drift.ts';
import { isRefusing, type Fault, type Faults } from './faults.ts';
import { huawei } from './huawei.ts';
import type { Received } from './received.ts';
import { Refusal } from './refusal.ts';
import type { Verification } from './verify-acs3.ts';

/** What answers depend on. */
export interface Providers {
  readonly apis: ReadonlyMap<ProviderName, Api>;
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

/** Answers a request as its provider would, and logs the call. */
export function respond(received: Received, providers: Providers): Response {
  const cloud = received.path.startsWith('/v2.1/') ? huawei : alibaba;
  const asked = cloud.ask(received);
  const { provider, operation, parameters } = asked;
  const call: Call = { provider, operation, parameters: Object.fromEntries(parameters), status: null };
  providers.log.add(call);
  let fault: Fault | null = null;
  try {
    const api = admit(received, cloud, asked, providers);
    fault = providers.faults.take(api.provider, operation);
    if (fault && isRefusing(fault.kind)) throw cloud.failures[fault.kind](fault);
    return { call, answer: operate(api, asked, cloud, providers.drift), fault };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { call, answer: cloud.refuse(error, received), fault };
  }
}

/** The API that is asked, verified before anything fails on order, so that a retry with a spent nonce is found out. */
function admit(received: Received, cloud: Cloud, { provider, operation }: Asked, providers: Providers): Api {
  const api = provider && providers.apis.get(provider);
  if (!api || !isRpc(received, cloud)) throw cloud.unknownOperation(operation);
  cloud.verify(received, api.provider, providers.verification);
  return api;
}

const isRpc = ({ method, path }: Received, cloud: Cloud): boolean =>
  cloud === huawei || (path === '/' && (method === 'GET' || method === 'POST'));

function operate(api: Api, { operation, parameters }: Asked, cloud: Cloud, drift: Drift): Answer {
  const run = api.operations.get(operation);
  if (!run) throw cloud.unknownOperation(operation);
  const { body, listed } = run(parameters);
  const answer = cloud.answer(body);
  if (listed) drift.afterReading(api.provider, listed);
  return answer;
}
