import { type ReceivedCall, startFaultyUpstream } from '#test/faulty-upstream.ts';

/** A word of ECS for a status. */
export type EcsWord = 'Processing' | 'Finished' | 'Failed';

/** An ECS whose tasks move as a test tells. */
export async function startMovingTasks(running: readonly string[]) {
  const words = new Map<string, EcsWord>(running.map((id) => [id, 'Processing']));
  const row = ([id, word]: readonly [string, EcsWord]) => ({
    TaskId: id,
    TaskAction: 'ImportImage',
    TaskStatus: word,
    CreationTime: '2026-11-29T12:50Z',
    FinishedTime: word === 'Processing' ? '' : '2026-11-29T12:55Z',
  });
  const upstream = await startFaultyUpstream({
    answer({ query }: ReceivedCall) {
      const ids = query.get('TaskIds')?.split(',');
      const status = query.get('TaskStatus');
      const found = [...words]
        .toReversed()
        .filter(([id, word]) => (ids?.includes(id) ?? true) && (status === null || word === status));
      return {
        RequestId: 'B01',
        TotalCount: found.length,
        PageNumber: Number(query.get('PageNumber') ?? 1),
        PageSize: Number(query.get('PageSize') ?? 10),
        TaskSet: { Task: found.map(row) },
      };
    },
  });
  return { ...upstream, set: (id: string, word: EcsWord) => void words.set(id, word) };
}

/** The source of such tasks. */
export const movingSource = (url: string, key = 'ecs') => ({
  key,
  provider: 'ALIYUN_ECS' as const,
  region: 'cn-hangzhou',
  endpoint: url,
  credentials: { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' },
});
