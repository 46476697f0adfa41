import { randomUUID } from 'node:crypto';
import { canonicalQuery } from '../signing/percent.ts';
import { membersOf } from './classify.ts';
import type { Cloud, RawAnswer } from './cloud.ts';
import type { CredentialsProvider } from './credentials.ts';
import { UpstreamError, type UpstreamFailure } from './errors.ts';
import { parseExactJson } from './exact-json.ts';
import { maximumAnswerBytes, type Sender, type WireAnswer } from './send.ts';
import type { UpstreamRequest } from './upstream.ts';

/** The API that a source asks, and how. */
export interface UpstreamOptions {
  /** The source's key, by which errors name it. */
  readonly source: string;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly cloud: Cloud;
  readonly credentials: CredentialsProvider;
  readonly send: Sender;
  /** How long one attempt may take, its body included, in milliseconds. */
  readonly attemptMs: number;
  readonly now: () => Date;
}

/** Sends a request once: signs it, waits for the whole answer, and tells a failure by what it says. */
export type Attempt = (request: UpstreamRequest, signal: AbortSignal) => Promise<unknown>;

const causeCode = (error: unknown): unknown =>
  error instanceof Error ? ('code' in error ? error.code : causeCode(error.cause)) : undefined;

/** Why no answer came, or not the whole of one. */
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
    return { status, header, body: parseExactJson(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { status, header, body: undefined };
    throw error;
  }
}

export function createAttempt({ source, origin, cloud, credentials, send, attemptMs, now }: UpstreamOptions): Attempt {
  const host = new URL(origin).host;

  return async (request, signal) => {
    const failed = (failure: UpstreamFailure, cause?: unknown) =>
      new UpstreamError(source, request.operation, failure, { cause });
    const query = canonicalQuery(request.query);
    const target = query === '' ? request.path : `${request.path}?${query}`;
    const sign = async () => {
      // The cause is left behind: what a credential chain says may quote a secret.
      const key = await credentials().catch(() =>
        Promise.reject(failed({ code: 'UPSTREAM_DENIED', detail: 'no credentials' })),
      );
      return cloud.sign(request, key, { now: now(), nonce: randomUUID(), host });
    };
    const timeout = AbortSignal.timeout(attemptMs);
    let answer: RawAnswer;
    try {
      answer = parsed(await send({ method: request.method, origin, target }, sign, AbortSignal.any([signal, timeout])));
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof UpstreamError ? error : failed(transportFailure(error, timeout.aborted), error);
    }
    const failure = cloud.readFailure(answer, now());
    if (failure) throw failed(failure);
    if (Object.keys(membersOf(answer.body)).length === 0) {
      throw failed({ code: 'UPSTREAM_BAD_RESPONSE', detail: 'no JSON object' });
    }
    return answer.body;
  };
}
