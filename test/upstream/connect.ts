import { onTestFinished } from 'vitest';
import { alibaba, rpc } from '#src/clouds/alibaba.ts';
import { get, huawei } from '#src/clouds/huawei.ts';
import { Cancellation } from '#src/platform/cancellation.ts';
import { ProcessorTurns } from '#src/platform/processor-turns.ts';
import type { AccessKey } from '#src/upstream/access-key.ts';
import { connectUpstream } from '#src/upstream/client.ts';
import type { Cloud } from '#src/upstream/cloud.ts';
import type { CredentialsProvider } from '#src/upstream/credentials.ts';
import { UpstreamError } from '#src/upstream/errors.ts';
import { defaultSourceLimits, type SourceLimits } from '#src/upstream/limits.ts';
import { createMemory } from '#src/upstream/memory.ts';
import { createAgent, createSender } from '#src/upstream/send.ts';
import type { LoopWatch } from '#src/upstream/loop-delay.ts';
import type { RateTogether } from '#src/upstream/shared-rate.ts';
import type { Caller } from '#src/upstream/upstream.ts';
import { list } from '#src/wire/list.ts';
import { object } from '#src/wire/object.ts';
import { identifier } from '#src/wire/scalars.ts';
import { loopOnTime } from '#test/loop-on-time.ts';

/** Pauses so short that a test need not wait. An attempt has longer than a busy machine takes to answer. */
const quick: Partial<SourceLimits> = { attemptMs: 8_000, backoffMs: 5, throttledBackoffMs: 30 };

export interface ConnectOptions {
  readonly cloud?: Cloud;
  readonly limits?: Partial<SourceLimits>;
  readonly credentials?: CredentialsProvider;
  readonly now?: () => Date;
  readonly accessKey?: AccessKey;
  readonly rateTogether?: RateTogether;
  /** Absent: the event loop is never late. */
  readonly watchLoop?: () => LoopWatch;
}

const tasks = object({ TaskSet: object({ Task: list(object({ TaskId: identifier })) }) });

const key = { accessKeyId: 'the-key-id', accessKeySecret: 'the-key-secret' };

/** A caller who waits so long, by the second number from now. */
export function callerFor(milliseconds = 60_000): Caller & { leave(): void } {
  const cancellation = new Cancellation();
  const timer = setTimeout(
    () => cancellation.cancel(new DOMException('The time is up.', 'TimeoutError')),
    milliseconds,
  );
  onTestFinished(() => clearTimeout(timer));
  return {
    cancellation,
    deadline: performance.now() + milliseconds,
    leave: () => cancellation.cancel(new DOMException('Gone.', 'AbortError')),
  };
}

const showTask = get('ShowBatchOperationTask', '/v2.1/batch-operation-tasks', tasks);
const describeTasks = rpc('DescribeTasks', '2014-05-26', tasks);

const askFor = (cloud: Cloud, id: string) => (cloud === huawei ? showTask({ id }) : describeTasks([['TaskIds', id]]));

/** A source over an upstream at this address, and what its operator is told. */
export function connectTo(url: string, options: ConnectOptions = {}) {
  const { cloud = alibaba, limits, credentials, now, accessKey, rateTogether, watchLoop = loopOnTime } = options;
  const agent = createAgent();
  onTestFinished(() => agent.destroy());
  const notices: string[] = [];
  const { upstream } = connectUpstream({
    source: 'here',
    origin: url,
    cloud,
    credentials: credentials ?? (() => Promise.resolve(key)),
    send: createSender(agent),
    limits: { ...defaultSourceLimits, ...quick, ...limits },
    memory: createMemory(1_000),
    turns: new ProcessorTurns(),
    watchLoop,
    now: now ?? (() => new Date()),
    accessKey,
    rateTogether,
    notice: (source, text) => notices.push(`${source}: ${text}`),
  });
  let asked = 0;
  return {
    notices,
    upstream,
    /** Asks for a task; another each time unless its id is given. */
    ask: (id = `t-${(asked += 1)}`, caller: Caller = callerFor()) => upstream(askFor(cloud, id), caller),
  };
}

/** How an asking failed; throws where it did not. */
export async function failureOf(asked: Promise<unknown>): Promise<UpstreamError> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
  throw new Error('It succeeded.');
}

/** The times between calls that came one after another, in milliseconds. */
export const gaps = (calls: readonly { readonly at: number }[]): number[] =>
  calls.slice(1).map(({ at }, index) => at - (calls[index]?.at ?? NaN));
