import { randomUUID } from 'node:crypto';
import { emptyHash, sha256 } from '../platform/digest.ts';
import { isTooDeep, parseExactJson } from '../platform/exact-json.ts';
import { hasMoreValuesThan } from '../platform/json-values.ts';
import { membersOf } from '../platform/members.ts';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import { readNonJsonFailure } from './non-json-failure.ts';
import type { Cloud, RawAnswer } from './cloud.ts';
import type { Credentials } from './credentials.ts';
import { UpstreamError, type UpstreamFailure } from './errors.ts';
import { type LoopWatch, watchLoop } from './loop-delay.ts';
import { isTooLong, type WireAnswer } from './exchange.ts';
import { maximumAnswerBytes, type Sender } from './send.ts';
import type { Call } from './layers.ts';
import { TimeLimit } from './time-limit.ts';

/** The API that a source asks, and how an attempt at it is made. */
export interface AttemptOptions {
  /** The source's key, by which errors name it. */
  readonly source: string;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly cloud: Cloud;
  readonly send: Sender;
  /** How long one attempt may take, its body included, in milliseconds. */
  readonly attemptMs: number;
  /** Begins to watch how late the event loop is; absent: the loop of the process is watched. */
  readonly watchLoop?: (() => LoopWatch) | undefined;
  /** Parsing an answer may take long, and waits for its turn. */
  readonly turns: ProcessorTurns;
}

/** What an attempt is signed with. */
export interface SigningInputs {
  readonly key: Credentials;
  readonly now: Date;
}

/** Sends a request once: signs it, waits for the whole answer, and classifies a failure. */
export type Attempt = (call: Call, by: SigningInputs) => Promise<unknown>;

/** Whether no connection was made in time. */
const isConnectTimeout = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'UND_ERR_CONNECT_TIMEOUT') || isConnectTimeout(error.cause));

/** The failure of an attempt without an answer. */
function transportFailure(error: unknown, { isUp, wasLate }: TimeLimit): UpstreamFailure {
  if ((isUp || isConnectTimeout(error)) && wasLate) return { code: 'OVERLOADED' };
  if (isUp) return { code: 'UPSTREAM_TIMEOUT' };
  if (isTooLong(error)) {
    return { code: 'UPSTREAM_BAD_RESPONSE', detail: `more than ${maximumAnswerBytes} bytes` };
  }
  return { code: 'UPSTREAM_UNAVAILABLE' };
}

/**
 * The most JSON values of an answer. The largest documented answers are those without paging: a batch of 5,000 records, or a
 * task over 10,000 instances.
 */
export const maximumAnswerValues = 75_000;

const hasTooManyValues = (text: string): boolean => hasMoreValuesThan(maximumAnswerValues, text);

/** The answer with its body parsed. The body is undefined if it is no JSON, or has too many values. */
function parsed({ status, header, text }: WireAnswer): RawAnswer {
  try {
    return { status, header, body: text === null || hasTooManyValues(text) ? undefined : parseExactJson(text) };
  } catch (error) {
    // A RangeError says that the JSON is nested too deeply.
    if (error instanceof SyntaxError || error instanceof RangeError) return { status, header, body: undefined };
    throw error;
  }
}

/** Longer answers are parsed in one turn of the processor and checked in another: each takes about a millisecond or more. */
const longAnswer = 100_000;

const tooManyValues = `more than ${maximumAnswerValues} values`;

const isTooMuchJson = (text: string): boolean => hasTooManyValues(text) && !isTooDeep(text);

/** What is wrong with the form of an answer that names no failure; null if it is a JSON object. */
function badAnswer({ text }: WireAnswer, { header, body }: RawAnswer): UpstreamFailure | null {
  const code = 'UPSTREAM_BAD_RESPONSE';
  if (text === null) return { code, detail: 'cut off', isTransport: true };
  if (body === undefined)
    return isTooMuchJson(text) ? { code, detail: tooManyValues } : { code, detail: 'no JSON', isTransport: true };
  const type = header('content-type');
  if (type !== null && !/json/i.test(type)) return { code, detail: 'not sent as JSON', isTransport: true };
  return Object.keys(membersOf(body)).length === 0 ? { code, detail: 'no JSON object' } : null;
}

/** Whether only the status says that the request was refused: the body is no JSON, and there is no code of the API. */
function isRefusedByStatusAlone({ code, providerCode }: UpstreamFailure, { status, body }: RawAnswer): boolean {
  const isOfRequest = code === 'UPSTREAM_REJECTED' || (code === 'UPSTREAM_DENIED' && status === 403);
  return isOfRequest && status >= 400 && body === undefined && providerCode === undefined;
}

/** The failure that an answer names in JSON, or else in XML or a header. */
function readFailure(cloud: Cloud, sent: WireAnswer, answer: RawAnswer, now: Date): UpstreamFailure | null {
  const named = cloud.readFailure(answer, now);
  if (named?.providerCode !== undefined) return named;
  const nonJson = readNonJsonFailure({ ...sent, text: answer.body === undefined ? sent.text : null });
  return nonJson ? cloud.readFailure({ ...answer, body: cloud.inJson(nonJson) }, now) : named;
}

/**
 * The statuses with which the APIs also send codes of other failures, such as being busy. If the body is cut off, it may have
 * had such a code.
 */
const mayNameMore: ReadonlySet<number> = new Set([400, 403, 404, 409]);

/** The failure that an answer names, or else that its form is; null if it is a good answer. */
function failureIn(cloud: Cloud, sent: WireAnswer, answer: RawAnswer, now: Date): UpstreamFailure | null {
  const named = readFailure(cloud, sent, answer, now);
  if (!named || !isRefusedByStatusAlone(named, answer)) return named ?? badAnswer(sent, answer);
  if (sent.text === null && mayNameMore.has(answer.status)) return badAnswer(sent, answer);
  // A page that refuses a request, such as a firewall's, says nothing of the API's health.
  return { code: 'UPSTREAM_REJECTED', detail: `with HTTP ${answer.status} alone`, isFromElsewhere: true };
}

/** Creates the function that makes the attempts at one API. */
export function createAttempt({ source, origin, cloud, send, attemptMs, turns, ...options }: AttemptOptions): Attempt {
  const { watchLoop: watch = watchLoop } = options;
  const { host } = new URL(origin);

  async function answerTo({ request, query, caller: { cancellation } }: Call, { key, now }: SigningInputs) {
    cancellation.throwIfCancelled();
    const { operation, method, body } = request;
    const path = query === '' ? request.path : `${request.path}?${query}`;
    const bodyHash = body === undefined ? emptyHash : sha256(body);
    // Signed for each attempt: it needs its own date and nonce.
    const headers = cloud.sign(request, key, { now, nonce: randomUUID(), host, canonicalQuery: query, bodyHash });
    const sending = send({ origin, method, path, headers, body });
    const limit = new TimeLimit(attemptMs, cancellation, watch(), (reason) => sending.abort(reason));
    try {
      return await sending.answer;
    } catch (cause) {
      if (!limit.isUp) cancellation.throwIfCancelled();
      throw new UpstreamError(source, operation, transportFailure(cause, limit), { cause });
    } finally {
      limit.release();
    }
  }

  return async (call, by) => {
    const { request, caller, report } = call;
    const sent = await answerTo(call, by);
    call.attemptSpan?.answered(sent.status);
    const turn = turns.take(caller.turn);
    if (turn) await turn;
    const answer = parsed(sent);
    const failure = failureIn(cloud, sent, answer, by.now);
    if (failure) throw new UpstreamError(source, request.operation, { ...failure, date: answer.header('date') });
    report.characters = sent.text?.length ?? 0;
    // Parsing a long answer has taken its turn: checking it waits for the next.
    if (report.characters > longAnswer) await turns.take(caller.turn);
    return answer.body;
  };
}
