import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config/load.ts';
import type { SourceConfig } from '../config/source.ts';
import { Cancellation } from '../platform/cancellation.ts';
import { ProcessorTurns } from '../platform/processor-turns.ts';
import type { ConnectedSource } from '../request/sources.ts';
import { everyTask } from '../tasks/filter.ts';
import type { Provider } from '../tasks/provider.ts';
import type { UpstreamCall } from '../upstream/call.ts';
import { UpstreamError } from '../upstream/errors.ts';
import { createAgent, createSender } from '../upstream/send.ts';
import type { Caller } from '../upstream/upstream.ts';
import { SourceConnections } from './connect-sources.ts';

/** What one call told of a source: the operations that it may call, or why the call failed. */
export type ProbeResult =
  | { readonly kind: 'permitted'; readonly operations: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** How many sources are asked at the same time. */
const concurrency = 10;

/** How long the answer of a source is waited for, its turn and its credentials included, in milliseconds. */
const probeMs = 10_000;

/** An id that fits every provider, and that no task has: the largest whole number that JSON keeps exact. */
const absentId = String(Number.MAX_SAFE_INTEGER);

/** One call: for the newest task where there is a list by time, else for a task that does not exist. */
async function askOnce({ provider, source }: ConnectedSource, caller: Caller): Promise<void> {
  const { list, getMany }: Provider = provider;
  if (source.canList && list) {
    await list(everyTask, caller).walk({ direction: 'forward', from: 'start', until: 'end', mostCalls: 1 }).next(1, 1);
    return;
  }
  const [answer] = await getMany([absentId], caller);
  if (answer instanceof Error) throw answer;
}

/** What failed, in our words: a provider's own text may echo what was signed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof UpstreamError)) return 'the credential chain gave no credentials';
  const { providerCode, requestId, detail } = error.failure;
  const details = [providerCode, requestId && `request ${requestId}`, detail].filter(Boolean).join(', ');
  return `${error.operation}: ${error.code}${details === '' ? '' : ` (${details})`}`;
}

async function probe(connected: ConnectedSource): Promise<ProbeResult> {
  // Each list grows as its calls are made.
  const observed: (readonly UpstreamCall[])[] = [];
  const cancellation = new Cancellation();
  const caller: Caller = {
    cancellation,
    deadline: performance.now() + probeMs,
    observe: (calls) => void observed.push(calls),
  };
  const waiting = new AbortController();
  const timeUp = pause(probeMs, 'time is up' as const, { signal: waiting.signal });
  try {
    const ended = await Promise.race([askOnce(connected, caller), timeUp]);
    if (ended === 'time is up') return { kind: 'failed', reason: `no answer within ${probeMs / 1_000} s` };
    const operations = new Set(observed.flat().map(({ operation }) => operation));
    return { kind: 'permitted', operations: [...operations] };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  } finally {
    cancellation.cancel(new Error('The probe has ended.'));
    waiting.abort();
    timeUp.catch(() => undefined);
  }
}

/** Sources as they are configured, but that a call is sent once, and nothing is asked of any by another's failure. */
const asProbed = (sources: readonly SourceConfig[]): SourceConfig[] =>
  sources.map((source) => ({ ...source, limits: { ...source.limits, attempts: 1, breaker: false } }));

/** Asks each source once, several at the same time; the results are in the order of the sources. */
export async function probeSources(
  { limits, live, proxy }: Pick<Config, 'limits' | 'live' | 'proxy'>,
  sources: readonly SourceConfig[],
): Promise<readonly ProbeResult[]> {
  const agent = createAgent(limits.connectMs, proxy);
  const connections = new SourceConnections({ turns: new ProcessorTurns(), notice: () => undefined });
  const connected = connections.connect(asProbed(sources), { limits, live, send: createSender(agent) });
  const results: ProbeResult[] = [];
  const left = [...connected.values()].entries();
  const work = async (): Promise<void> => {
    for (const [index, source] of left) results[index] = await probe(source);
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    await agent.destroy();
  }
  return results;
}
