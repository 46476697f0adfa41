import { GatewayError } from './gateway-error.ts';

interface AnsweredError {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly retryable?: boolean; readonly retryAfterMs?: number };
}

interface Answer {
  readonly data?: object | null;
  readonly errors?: readonly AnsweredError[];
}

/** The data of an answer; throws a GatewayError for one that has errors or none of GraphQL's shape. */
export function readAnswer({ status, headers }: Response, body: string): object {
  const answer = parse(body);
  const failure = answer?.errors?.[0];
  if (answer?.data && !failure) return answer.data;
  const { code = null, retryable = false, retryAfterMs = 0 } = failure?.extensions ?? {};
  const message = [`HTTP ${status}`, code, failure?.message ?? 'no answer of GraphQL'].filter(Boolean).join(': ');
  const isBusy = status === 429 || status >= 502;
  throw new GatewayError(message, {
    code,
    retryable: retryable || isBusy,
    retryAfterMs: Math.max(retryAfterMs, secondsOf(headers) * 1_000),
  });
}

/** Null for what is no JSON: the page of a proxy in between, for example. */
function parse(body: string): Answer | null {
  try {
    return JSON.parse(body) as Answer | null;
  } catch {
    return null;
  }
}

/** What Retry-After asks for: Taskline gives it in seconds. */
const secondsOf = (headers: Headers): number => Number(headers.get('retry-after') ?? 0) || 0;
