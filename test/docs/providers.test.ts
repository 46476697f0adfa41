import { expect, test } from 'vitest';
import { providerDocs } from '../../scripts/provider-docs.ts';
import { providerModules, providerNames, type ProviderName } from '#src/providers/modules.ts';
import { schema } from '#src/schema/index.ts';
import type { TencentDnsPodBatchTask } from '#src/providers/tencent-dnspod/task.ts';
import type { ProviderModule } from '#src/tasks/provider.ts';
import type { TaskStatus } from '#src/tasks/task.ts';
import { toldFields } from '#src/tasks/told.ts';
import { answering, caller, source } from '#test/providers/answering.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { documentedTasks, sandboxApis } from '#test/sandbox-apis.ts';
import { pageAt } from './markdown.ts';

const page = pageAt('docs/providers.md');

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const rows = page.text
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map(cellsOf);

/** What an item of three that failed, none of them, or all make of a task that has finished. */
const outcomes = { 0: 'SUCCEEDED', 1: 'PARTIALLY_FAILED', 3: 'FAILED' } as const;

/** An answer of each provider for a task with a word for its status, and so many of three items that failed. */
const answers: Readonly<Record<ProviderName, (word: string, failed: number) => object>> = {
  ALIYUN_DNS: (Status, failed) => ({
    TaskId: '1',
    Status,
    TotalCount: 3,
    SuccessCount: 3 - failed,
    FailedCount: failed,
  }),
  ALIYUN_ECS: (TaskStatus) => ({ TaskSet: { Task: [{ TaskId: '1', TaskStatus }] } }),
  ALIYUN_IMM: (State, failed) => ({
    Batch: { Id: '1', State, Statistic: { SubmitSuccess: 3 - failed, SubmitFailure: failed } },
  }),
  ALIYUN_POLARDB: (Status, failed) => ({ BatchId: '1', Status, TotalCount: 3, SuccessCount: 3 - failed, SubTasks: [] }),
  HUAWEI_DNS: (status, failed) => ({
    id: '1',
    status,
    success_count: 3 - failed,
    error_count: failed,
    error_items: [],
  }),
  TENCENT_DNSPOD: (Status) => ({
    Response: { TotalCount: 1, SuccessCount: 0, FailCount: 0, DetailList: [{ Status, RecordList: [] }] },
  }),
};

async function statusOf(name: ProviderName, word: string, failed: number): Promise<TaskStatus | undefined> {
  const module: ProviderModule = providerModules[name];
  const settings = { key: 'here', region: 'cn-hangzhou', project: 'a' };
  const { getMany } = module.connect(source, settings, answering(answers[name](word, failed)).upstream);
  const [task] = await getMany(['1'], caller);
  if (!task || task instanceof Error) throw new Error(`no task of ${name}`);
  return name === 'TENCENT_DNSPOD' ? (task as TencentDnsPodBatchTask).allDetails[0]?.status : task.status;
}

const words = rows.flatMap(([provider = '', word = '', status = '']) =>
  word.startsWith('`') ? [{ provider: provider as ProviderName, word: word.replaceAll('`', ''), status }] : [],
);

test('docs/providers.md is the one that is made, and has words of every provider', () => {
  expect(page.text).toBe(providerDocs());
  expect([...new Set(words.map(({ provider }) => provider))]).toEqual(providerNames);
});

test.for(words)('docs/providers.md: $provider says $word for $status', async ({ provider, word, status }) => {
  for (const [failed, outcome] of Object.entries(outcomes)) {
    const expected = status.includes('by the counts') ? outcome : status;
    expect(await statusOf(provider, word, Number(failed))).toBe(expected);
  }
});

test.for(providerNames)('the schema says what %s tells, and what is always null', (name) => {
  const { told, typeName }: ProviderModule = providerModules[name];
  const description = schema.getType(typeName)?.description ?? '';
  for (const word of Object.keys(told.words)) expect(description).toContain(`\`${word}\` is `);
  const [, never = ''] = /Always null: ([^.]*(?:\.[a-z][^.]*)*)\. ?/.exec(description) ?? [];
  const names = Array.from(never.matchAll(/`([\w.]+)`/g), ([, field]) => field);
  expect(names).toEqual(toldFields.filter((field) => told.fields[field] === undefined));
});

/** The fields of the schema that a field of the table is. */
const described = toldFields
  .filter((field) => !field.startsWith('failures.'))
  .map((field) => {
    const [, count] = field.split('counts.');
    return count === undefined ? { field, type: 'BatchTask', name: field } : { field, type: 'TaskCounts', name: count };
  });

test.for(described)('$type, $name: the description says which providers tell it', ({ field, type, name }) => {
  const found = schema.getType(type);
  const description = (found && 'getFields' in found ? found.getFields()[name]?.description : undefined) ?? '';
  const [, sentence = ''] = /Told (.*?)\.( |$)/.exec(description) ?? [];
  const said = sentence.split('; ').flatMap((part) => {
    const { saying = '', names = '' } = /^(?<saying>.*)by (?<names>[A-Z_, ]+)$/.exec(part)?.groups ?? {};
    return names.split(', ').map((provider) => [provider, saying.trim()]);
  });
  const sayings = {
    yes: '',
    'by id': 'by id',
    'once finished': 'once finished',
    'by id; in lists once finished': 'by id, and in lists once finished,',
  };
  const expected = providerNames.flatMap((provider) => {
    const { lists, told }: ProviderModule = providerModules[provider];
    const telling = told.fields[field];
    const isAlone = telling === 'by id' && lists === 'NONE';
    return telling === undefined ? [] : [[provider, isAlone ? 'by id only' : sayings[telling]]];
  });
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries(expected));
});

test.for(documentedTasks)(
  'failed items of $provider have what it says, and never a code',
  async ({ provider, source: key }) => {
    const { askText } = await startTestTaskline();
    const ids = sandboxApis[provider].taskIds.seeded().slice(0, 60);
    const fields = ids.map(
      (id, index) =>
        `a${index}: batchTask(source: "${key}", taskId: "${id}") { failures { nodes { item message code } } }`,
    );
    const { data } = await askText<Record<string, { failures: { nodes: Record<string, unknown>[] } }>>(
      `{ ${fields.join(' ')} }`,
    );
    const nodes = Object.values(data ?? {}).flatMap(({ failures }) => failures.nodes);
    const { told }: ProviderModule = providerModules[provider];
    for (const field of ['item', 'message', 'code'] as const) {
      expect(nodes.some((node) => node[field] !== null)).toBe(told.fields[`failures.${field}`] !== undefined);
    }
  },
);

test('the code of a failed item is deprecated, being null everywhere', () => {
  const type = schema.getType('TaskFailure');
  const code = type && 'getFields' in type ? type.getFields()['code'] : undefined;
  expect(code?.deprecationReason).toMatch(/always null/);
  expect(providerNames.filter((name) => 'failures.code' in providerModules[name].told.fields)).toEqual([]);
});

const list = (rest: string): string => `batchTasks(${rest}) { totalCount nodes { source { provider } } }`;

test('tasks of ALIYUN_DNS have no time: last in a timeline, in no window, and no total before they are reached', async () => {
  const { askText } = await startTestTaskline();
  type Answer = Record<string, { totalCount: number | null; nodes: { source: { provider: string } }[] }>;
  const some = 'filter: { providers: [ALIYUN_DNS, HUAWEI_DNS]';
  const { data } = await askText<Answer>(`{
    first: ${list(`first: 20, ${some} }`)}
    last: ${list(`last: 5, ${some} }`)}
    ascending: ${list(`first: 5, direction: ASC, ${some} }`)}
    since: ${list(`${some.replace(', HUAWEI_DNS', '')}, createdAfter: "1970-01-01T00:00:00Z" }`)}
    until: ${list(`${some.replace(', HUAWEI_DNS', '')}, createdBefore: "2100-01-01T00:00:00Z" }`)}
    imm: ${list('first: 20, filter: { providers: [ALIYUN_IMM] }')}
  }`);
  const providersOf = (name: string) => data?.[name]?.nodes.map(({ source: { provider } }) => provider);
  const dns = Array.from({ length: 4 }, () => 'ALIYUN_DNS');
  expect(data?.['first']?.totalCount).toBeNull();
  expect(providersOf('last')).toEqual(['HUAWEI_DNS', ...dns]);
  expect(providersOf('ascending')).toEqual([...dns, 'HUAWEI_DNS']);
  expect([providersOf('since'), providersOf('until')]).toEqual([[], []]);
  expect(data?.['imm']?.totalCount).toBeNull();
});

test('`language` is sent for the task alone, and the schema says so', async () => {
  const { askText, sent } = await startTestTaskline();
  const task = 'aliyunDnsBatchTask(source: "aliyun-dns", language: EN)';
  await askText(`{ ${task} { failureReason details { nodes { reason } } failures { nodes { message } } } }`);
  const languages = sent().map(({ operation, parameters }) => [operation, parameters['Lang']] as const);
  expect(new Set(languages.map(([operation, language]) => `${operation} ${language}`))).toEqual(
    new Set(['DescribeBatchResultCount en', 'DescribeBatchResultDetail undefined']),
  );
  const { aliyunDnsBatchTask: field } = schema.getQueryType()?.getFields() ?? {};
  const argument = field?.args.find(({ name }) => name === 'language');
  expect(argument?.description).toMatch(/`failureReason` only.*`details` and `failures` are in ZH/);
});
