import type { ProviderName } from '../tasks/task.ts';
import type { Answer } from './answer.ts';
import type { Fault, RefusingKind } from './faults.ts';
import type { Parameters } from './parameters.ts';
import type { Received } from './received.ts';
import type { Refusal } from './refusal.ts';
import type { Verification } from './verify-acs3.ts';

/** Which operation a request asks for. */
export interface Asked {
  /** Null where the request names no API that the sandbox has. */
  readonly provider: ProviderName | null;
  readonly operation: string;
  readonly parameters: Parameters;
}

/** What the APIs of one cloud have in common. */
export interface Cloud {
  ask(received: Received): Asked;
  verify(received: Received, provider: ProviderName, verification: Verification): void;
  answer(body: object): Answer;
  refuse(refusal: Refusal, received: Received): Answer;
  /** An operation that the cloud does not have. */
  unknownOperation(operation: string): Refusal;
  /** The cloud's own words for a fault that was ordered. */
  readonly failures: Readonly<Record<RefusingKind, (fault: Fault) => Refusal>>;
}
