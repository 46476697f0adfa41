import { expect } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import type { LiveConfig } from '#src/config/live.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { startDns } from './dns-upstream.ts';
import { openStream } from './event-stream.ts';
import { tickMs, timelineChanged } from './gateway.ts';

/** What a page tells. */
export interface Read {
  readonly nodes: readonly { readonly taskId: string; readonly status: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly sources: readonly {
    readonly source: { readonly key: string };
    readonly ok: boolean;
    readonly updatesTold: string | null;
    readonly updatesSeenSince: string | null;
  }[];
}

/** Asks what has changed. */
export const query = `query ($filter: BatchTaskFilter, $first: Int, $after: String, $direction: OrderDirection) {
  batchTasks(first: $first, after: $after, filter: $filter, direction: $direction) {
    nodes { taskId status } pageInfo { hasNextPage endCursor } sources { source { key } ok updatesTold updatesSeenSince }
  }
}`;

const timeOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

type Dns = Awaited<ReturnType<typeof startDns>>;

/** A gateway over both providers, which have tasks from before; `more` are sources of the sandbox. */
export async function startRecording(
  live: Partial<LiveConfig> = {},
  more: readonly string[] = [],
  prepare?: (dns: Dns) => void,
) {
  const dns = await startDns();
  prepare?.(dns);
  dns.addHuawei('h-done', 'DONE');
  dns.addHuawei('h-old');
  dns.addAliyun('101');
  const taskline = await startTestTaskline({
    sources: (url) => [...dns.sources(), ...sandboxSources(url).filter(({ key }) => more.includes(key))],
    config: { explain: true, live: { ...loadConfig({}).live, pollMs: tickMs, slowestPollMs: 3 * tickMs, ...live } },
  });

  async function page(filter: object, variables: object = {}): Promise<Read> {
    const asked = { first: 100, filter, ...variables };
    const { data, errors } = await taskline.askText<{ batchTasks: Read }>(query, asked, { 'x-taskline-fresh': '1' });
    expect(errors).toBeUndefined();
    return data!.batchTasks;
  }

  /** What was found since a time, by pages of a size. */
  async function found(
    updatedAfter: number,
    { filter = {}, ...variables }: { filter?: object; first?: number; direction?: string } = {},
  ) {
    const rows: string[] = [];
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo } = await page(
        { ...filter, updatedAfter: new Date(updatedAfter) },
        { ...variables, after },
      );
      rows.push(...nodes.map(({ taskId, status }) => `${taskId} ${status}`));
      if (!pageInfo.hasNextPage) return rows;
      after = pageInfo.endCursor;
    }
  }

  /** Since when each source of theirs has been watched, in milliseconds. */
  async function since(): Promise<Record<string, number | null>> {
    const { sources } = await page({ updatedAfter: new Date(), sources: ['huawei', 'aliyun'] });
    return Object.fromEntries(sources.map(({ source, updatesSeenSince }) => [source.key, timeOf(updatesSeenSince)]));
  }

  const watched = async (): Promise<Record<string, number>> => {
    await expect.poll(async () => Object.values(await since()), { timeout: 5_000 }).not.toContain(null);
    return (await since()) as Record<string, number>;
  };
  const subscribe = () => openStream(taskline.url, timelineChanged, {});
  return { ...taskline, dns, page, found, since, watched, subscribe };
}
