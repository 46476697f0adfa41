import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { startTestTaskline } from '#test/taskline.ts';

const finished = '{ batchTask(source: "aliyun-ecs-hangzhou", taskId: "t-bp1hvgwromzv32iq****") { status } }';
const other = '{ batchTask(source: "aliyun-dns", taskId: "123456") { status } }';

test.for([
  { memoryEntries: 1, calls: 3 },
  { memoryEntries: 1_000, calls: 2 },
])(
  'with a memory of $memoryEntries, three lookups of two tasks take $calls calls',
  async ({ memoryEntries, calls }) => {
    const limits = { ...loadConfig({}).limits, memoryEntries };
    const { askText, sent } = await startTestTaskline({ config: { limits } });
    for (const query of [finished, other, finished]) await askText(query);
    expect(sent()).toHaveLength(calls);
  },
);
