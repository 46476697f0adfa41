import type { Answer } from './answer.ts';
import type { Fault, RefusingKind } from './faults.ts';
import type { Parameters } from './parameters.ts';
import type { Received } from './received.ts';
import type { Refusal } from './refusal.ts';
import type { Verification } from './verification.ts';

/** Which operation a request asks for. */
export interface Asked {
  readonly operation: string;
  readonly parameters: Parameters;
}

/** What the APIs of one cloud have in common. */
export interface Cloud {
  /** Whether a request is for this cloud, signed or not. */
  recognizes(received: Received): boolean;
  ask(received: Received): Asked;
  /** Throws the cloud's refusal of a request that is not rightly signed, or not of our time. */
  verify(received: Received, verification: Verification): void;
  answer(body: object): Answer;
  refuse(refusal: Refusal, received: Received): Answer;
  /** An operation that the cloud does not have. */
  unknownOperation(operation: string): Refusal;
  /** The cloud's own words for a fault that was ordered. */
  readonly failures: Readonly<Record<RefusingKind, (fault: Fault) => Refusal>>;
}
