import { randomUUID } from 'node:crypto';
import { canonicalQuery } from '../signing/percent.ts';
import { emptyHash, sha256 } from '../platform/digest.ts';
import { membersOf } from '../platform/members.ts';
import type { Cloud, RawAnswer } from './cloud.ts';
import type { Credentials, CredentialsProvider } from './credentials.ts';
import { UpstreamError, type UpstreamFailure } from './errors.ts';
import { parseExactJson } from '../platform/exact-json.ts';
import { until } from '../platform/sleep.ts';
import { maximumAnswerBytes, type Sender, type WireAnswer } from './send.ts';
import type { ServerClock } from './server-clock.ts';
import { timeLimit } from './time-limit.ts';
import type { UpstreamRequest } from './upstream.ts';

/** The API that a source asks, and how an attempt at it is made. */
export interface AttemptOptions {
  /** The source's key, by which errors name it. */
  readonly source: string;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly cloud: Cloud;
  readonly credentials: CredentialsProvider;
  readonly send: Sender;
  /** How long one attempt may take, its body included, in milliseconds. */
  readonly attemptMs: number;
  readonly clock: ServerClock;
  /** Told how far our clock is from the source's, in milliseconds, once that is learned. */
  readonly clockOff: (milliseconds: number) => void;
}

/** Sends a request once: signs it, waits for the whole answer, and tells a failure by what it says. */
export type Attempt = (request: UpstreamRequest, signal: AbortSignal) => Promise<unknown>;

const causeCode = (error: unknown): unknown =>
  error instanceof Error ? ('code' in error ? error.code : causeCode(error.cause)) : undefined;

/** Why no answer came. */
function transportFailure(error: unknown, timedOut: boolean): UpstreamFailure {
  if (timedOut) return { code: 'UPSTREAM_TIMEOUT' };
  if (causeCode(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return { code: 'UPSTREAM_BAD_RESPONSE', detail: `more than ${maximumAnswerBytes} bytes` };
  }
  return { code: 'UPSTREAM_UNAVAILABLE' };
}

/** The answer with its body parsed; undefined where it is no JSON. */
function parsed({ status, header, text }: WireAnswer): RawAnswer {
  try {
    return { status, header, body: text === null ? undefined : parseExactJson(text) };
  } catch (error) {
    // A RangeError tells of one that is nested beyond what can be read.
    if (error instanceof SyntaxError || error instanceof RangeError) return { status, header, body: undefined };
    throw error;
  }
}

/** What is wrong with an answer that tells of no failure; null for one that may be what its documentation says. */
function badAnswer({ text }: WireAnswer, { header, body }: RawAnswer): UpstreamFailure | null {
  const code = 'UPSTREAM_BAD_RESPONSE';
  if (text === null) return { code, detail: 'cut off', isTransport: true };
  if (body === undefined) return { code, detail: 'no JSON', isTransport: true };
  const type = header('content-type');
  if (type !== null && !/json/i.test(type)) return { code, detail: 'not sent as JSON', isTransport: true };
  return Object.keys(membersOf(body)).length === 0 ? { code, detail: 'no JSON object' } : null;
}

/** What went wrong by what an answer says, or else by how it came; null where nothing did. */
function failureIn(cloud: Cloud, sent: WireAnswer, answer: RawAnswer, now: Date): UpstreamFailure | null {
  const told = cloud.readFailure(answer, now);
  // What rejects a request without a word of JSON is not the API.
  const isSpoilt = told?.code === 'UPSTREAM_REJECTED' && answer.body === undefined;
  return told && !isSpoilt ? told : badAnswer(sent, answer);
}

export function createAttempt(options: AttemptOptions): Attempt {
  const { source, origin, cloud, credentials, send, attemptMs, clock, clockOff } = options;
  const host = new URL(origin).host;

  async function keyFor(operation: string, signal: AbortSignal): Promise<Credentials> {
    try {
      return await until(credentials(), signal);
    } catch {
      signal.throwIfAborted();
      // The cause is left behind: what a credential chain says may quote a secret.
      const failure = { code: 'UPSTREAM_DENIED', detail: 'no credentials', isUnasked: true } as const;
      throw new UpstreamError(source, operation, failure);
    }
  }

  async function isRenewed(key: Credentials, signal: AbortSignal): Promise<boolean> {
    const renewed = await until(credentials(key), signal).catch(() => key);
    return renewed.securityToken !== key.securityToken;
  }

  function isClockCorrected(answer: RawAnswer, signedAt: Date): boolean {
    const off = clock.learn(answer.header('date'), signedAt);
    if (off !== null) clockOff(off);
    return off !== null;
  }

  return async (request, signal) => {
    const { operation, method, path, body } = request;
    const query = canonicalQuery(request.query);
    const target = query === '' ? path : `${path}?${query}`;
    const key = await keyFor(operation, signal);
    const now = clock.now();
    const bodyHash = body === undefined ? emptyHash : sha256(body);
    const sign = async () => cloud.sign(request, key, { now, nonce: randomUUID(), host, bodyHash });
    const limit = timeLimit(attemptMs, signal);
    let sent: WireAnswer;
    try {
      sent = await send({ method, origin, target, body }, sign, limit.signal);
    } catch (cause) {
      if (!limit.isUp) signal.throwIfAborted();
      throw new UpstreamError(source, operation, transportFailure(cause, limit.isUp), { cause });
    } finally {
      limit.release();
    }
    const answer = parsed(sent);
    const failure = failureIn(cloud, sent, answer, now);
    if (!failure) return answer.body;
    const { cure } = failure;
    // A cure that is not in sight is none: another attempt would be refused like this one.
    const isInSight =
      cure === 'TOKEN' ? await isRenewed(key, signal) : cure === 'CLOCK' ? isClockCorrected(answer, now) : true;
    throw new UpstreamError(source, operation, isInSight ? failure : { ...failure, cure: undefined });
  };
}
