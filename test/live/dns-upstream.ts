import type { SourceConfig } from '#src/config/source.ts';
import { type ReceivedCall, startFaultyUpstream } from '#test/faulty-upstream.ts';

const tasksPath = '/v2.1/batch-operation-tasks';
const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };

interface HuaweiTask {
  readonly id: string;
  status: 'PENDING' | 'DONE';
}

interface AliyunTask {
  readonly id: string;
  readonly type: string;
  isDone: boolean;
}

/** Tasks of HUAWEI_DNS are of one day, and those made later no newer: no time tells of anything. */
const huaweiRow = ({ id, status }: HuaweiTask) => ({
  id,
  type: 'batch_create_zones',
  status,
  created_at: '2026-01-01T00:00:00.000',
  success_count: status === 'DONE' ? 5 : 0,
  error_count: 0,
});

const isOfHuawei = ({ target }: ReceivedCall): boolean => target.startsWith(tasksPath);

const aliyunAnswer = (task: AliyunTask | undefined) => ({
  RequestId: 'B01',
  Status: task ? Number(task.isDone) : -1,
  TotalCount: task ? 5 : 0,
  TaskId: task?.id ?? '0',
  SuccessCount: task?.isDone ? 5 : 0,
  FailedCount: 0,
  BatchType: task?.type ?? '',
  Reason: '',
});

/** An upstream of both providers whose lists tell of no change; its tasks move as a test tells. */
export async function startDns() {
  const huawei: HuaweiTask[] = [];
  const aliyun: AliyunTask[] = [];

  function answerHuawei({ target, query }: ReceivedCall): object {
    const path = target.split('?')[0] ?? '';
    const one = huawei.find(({ id }) => path === `${tasksPath}/${id}`);
    if (one) return { ...huaweiRow(one), updated_at: '2026-01-01T00:00:00.000', total_count: 5, error_items: [] };
    const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
    const tasks = huawei
      .toReversed()
      .slice(offset, offset + limit)
      .map(huaweiRow);
    return { tasks, metadata: { total_count: huawei.length } };
  }

  function answerAliyun({ query }: ReceivedCall): object {
    const [id, type] = [query.get('TaskId'), query.get('BatchType')];
    return aliyunAnswer(
      aliyun.findLast((task) => (id === null || task.id === id) && (type ?? task.type) === task.type),
    );
  }

  const answer = (call: ReceivedCall): object => (isOfHuawei(call) ? answerHuawei(call) : answerAliyun(call));
  const upstream = await startFaultyUpstream({ answer });
  return {
    spoil: upstream.spoil,
    heal: upstream.heal,
    /** The calls of both sources. */
    all: upstream.calls as readonly ReceivedCall[],
    /** Holds the first list of HUAWEI_DNS for some time, and does something before it is made. */
    holdFirstList(milliseconds: number, act: () => void): void {
      let isFirst = true;
      upstream.spoil((response, text, call) => {
        const isHeld = isFirst && isOfHuawei(call);
        if (!isHeld) return void response.end(text);
        isFirst = false;
        setTimeout(() => {
          act();
          response.end(JSON.stringify(answer(call)));
        }, milliseconds);
      });
    },
    /** How many calls each source was sent. */
    calls: () => {
      const ofHuawei = upstream.calls.filter(isOfHuawei).length;
      return { huawei: ofHuawei, aliyun: upstream.calls.length - ofHuawei };
    },
    /** Adds a task of HUAWEI_DNS, which is newer than all before. */
    addHuawei: (id: string, status: HuaweiTask['status'] = 'PENDING') => void huawei.push({ id, status }),
    /** Adds a task of ALIYUN_DNS, which is the last of its type then. */
    addAliyun: (id: string, type = 'RR_ADD') => void aliyun.push({ id, type, isDone: false }),
    finish(id: string): void {
      for (const task of huawei) if (task.id === id) task.status = 'DONE';
      for (const task of aliyun) if (task.id === id) task.isDone = true;
    },
    sources: (): readonly SourceConfig[] => [
      {
        key: 'huawei',
        provider: 'HUAWEI_DNS',
        region: 'ap-southeast-3',
        endpoint: upstream.url,
        credentials,
        limits: { attempts: 1, breaker: false },
      },
      {
        key: 'aliyun',
        provider: 'ALIYUN_DNS',
        endpoint: upstream.url,
        credentials,
        limits: { attempts: 1, breaker: false },
      },
    ],
  };
}
