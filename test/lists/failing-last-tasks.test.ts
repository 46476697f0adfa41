import { expect, test } from 'vitest';
import type { SourceConfig } from '#src/config/source.ts';
import { credentials, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';

const batchTypes = ['DOMAIN_ADD', 'DOMAIN_DEL', 'RR_ADD', 'RR_DEL'];

/** Answers that tell neither of a task nor that there is none. */
const failures: readonly { readonly answer: object; readonly code: string }[] = [
  { answer: { RequestId: 'R', Success: false, ErrorCode: 'Odd.One' }, code: 'UPSTREAM_BAD_RESPONSE' },
  { answer: { code: 500, message: 'no' }, code: 'UPSTREAM_UNAVAILABLE' },
  { answer: { error_msg: 'no' }, code: 'UPSTREAM_BAD_RESPONSE' },
  { answer: { RequestId: 'R' }, code: 'UPSTREAM_BAD_RESPONSE' },
  { answer: { RequestId: 'R', TaskId: 7, TotalCount: 4 }, code: 'UPSTREAM_BAD_RESPONSE' },
  { answer: { RequestId: 'R', Status: 1, TotalCount: 4 }, code: 'UPSTREAM_BAD_RESPONSE' },
];

const timeline = '{ page: batchTasks(first: 10) { nodes { taskId } sources { source { key } error { code } } } }';

test.for(failures)(
  '$answer for the last task of any batch type is a failure of the source, and no task',
  async (row) => {
    let spoilt: string | null = null;
    const upstream = await startFaultyUpstream({
      answer({ query }) {
        const type = query.get('BatchType') ?? '';
        return type === spoilt ? row.answer : { Status: 1, TaskId: batchTypes.indexOf(type) + 1, BatchType: type };
      },
    });
    const limits = { attempts: 1, breaker: false };
    const dns: SourceConfig = { key: 'dns', provider: 'ALIYUN_DNS', endpoint: upstream.url, credentials, limits };
    const { ask } = await startGateway([dns]);
    const page = async () => (await ask(timeline, { 'x-taskline-fresh': '1' })).data?.['page'];
    const nodes = batchTypes.map((_, index) => ({ taskId: String(index + 1) }));
    expect(await page()).toEqual({ nodes, sources: [{ source: { key: 'dns' }, error: null }] });
    for (spoilt of batchTypes) {
      expect(await page()).toEqual({ nodes: [], sources: [{ source: { key: 'dns' }, error: { code: row.code } }] });
    }
  },
);

test.for([{ Status: -1 }, { Status: '-1', TaskId: 0 }, { Status: 0, TaskId: 0 }])(
  '%j says that there is none',
  async (answer) => {
    const upstream = await startFaultyUpstream({ answer: () => answer });
    const dns: SourceConfig = { key: 'dns', provider: 'ALIYUN_DNS', endpoint: upstream.url, credentials };
    const { ask } = await startGateway([dns]);
    const { data } = await ask(timeline);
    expect(data?.['page']).toEqual({ nodes: [], sources: [{ source: { key: 'dns' }, error: null }] });
  },
);
