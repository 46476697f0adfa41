import { taskGlobalId } from '#src/request/global-id.ts';
import { type ReceivedCall, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { startTestTaskline, type TestOptions } from '#test/taskline.ts';
import { readCsv } from './read-csv.ts';

/** The path of the failed items of a task. */
export const failuresPath = (provider: string, source: string, taskId: string): string =>
  `/tasks/${taskGlobalId(provider, source, taskId)}/failures.csv`;

/** The rows of a download under its header, without the apostrophes that make them harmless. */
export function rowsOf(text: string): string[][] {
  const [header, ...rows] = readCsv(text);
  if (header?.join() !== 'item,message') throw new Error(`Another header: ${header?.join()}`);
  return rows.map((row) => row.map((cell) => cell.replace(/^'/, '')));
}

/** The failed item of a long task, by its number from 0. */
export const longItem = (number: number, length: number) => ({
  item: `host-${number}.example.`,
  error_message: 'x'.repeat(length),
});

const pageOf = ({ query }: ReceivedCall) => ({
  offset: Number(query.get('error_item_offset') ?? 0),
  limit: Number(query.get('error_item_limit') ?? 500),
});

/** A gateway over an upstream that has one task with as many failed items as is said, each with a message so long. */
export async function startLongTask(failed: number, messageLength: number, config: TestOptions['config'] = {}) {
  const upstream = await startFaultyUpstream({
    answer(call) {
      const { offset, limit } = pageOf(call);
      const count = Math.max(0, Math.min(limit, failed - offset));
      return {
        id: 'long',
        status: 'DONE',
        total_count: failed,
        success_count: 0,
        error_count: failed,
        error_items: Array.from({ length: count }, (_, index) => longItem(offset + index, messageLength)),
      };
    },
  });
  const taskline = await startTestTaskline({
    config,
    sources: () => [
      {
        key: 'huawei-dns',
        provider: 'HUAWEI_DNS',
        region: 'ap-southeast-3',
        endpoint: upstream.url,
        credentials: { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' },
        limits: { attempts: 1 },
      },
    ],
  });
  return { ...taskline, upstream, path: failuresPath('HUAWEI_DNS', 'huawei-dns', 'long') };
}
