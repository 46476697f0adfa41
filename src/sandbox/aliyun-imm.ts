import { alibaba, isRpcOf } from './alibaba.ts';
import type { Api, Result } from './api.ts';
import type { Clock } from './clock.ts';
import { toSeconds } from './dates.ts';
import { immPopulation } from './life/aliyun-imm.ts';
import { listingOf } from './life/population.ts';
import type { Listing } from './listing.ts';
import { readToken, writeToken, type Place } from './next-token.ts';
import { integerOf, textOf, wordOf, type Parameters } from './parameters.ts';
import { doneAfter } from './progress.ts';
import { Refusal } from './refusal.ts';
import { documented, immBatches, immProjects, type ImmBatch } from './seed/aliyun-imm.ts';

type Projects = ReadonlyMap<string, Listing<ImmBatch>>;

const states = ['Ready', 'Running', 'Failed', 'Suspended', 'Succeeded'] as const;

/** IMM, 2020-09-30: https://www.alibabacloud.com/help/en/imm/developer-reference/api-imm-2020-09-30-listbatches */
export const aliyunImm: Api<'ALIYUN_IMM'> = {
  provider: 'ALIYUN_IMM',
  cloud: alibaba,
  sources: [{ key: 'aliyun-imm', region: 'cn-hangzhou', project: 'test-project' }],
  taskIds: {
    documented: documented.id,
    unknown: 'batch-unknown',
    seeded: () => immBatches('test-project').map(({ id }) => id),
  },
  recognizes: isRpcOf('2020-09-30'),

  start(clock) {
    const projects = new Map(
      immProjects.map((project) => [project as string, listingOf(immPopulation(project), clock)]),
    );
    return {
      operations: new Map([
        ['ListBatches', (parameters) => listBatches(projectOf(projects, parameters), parameters, clock)],
        ['GetBatch', (parameters) => getBatch(projectOf(projects, parameters), parameters, clock)],
      ]),
      restore: () => projects.forEach((batches) => batches.restore()),
    };
  },
};

const refuseArgument = (name: string): Refusal =>
  new Refusal(400, 'InvalidArgument', `The specified parameter ${name} is not valid.`);

const notFound = (what: string): Refusal =>
  new Refusal(400, 'ResourceNotFound', `The specified resource ${what} is not found.`);

function requiredOf(parameters: Parameters, name: string): string {
  const text = textOf(parameters, name);
  if (!text) throw new Refusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
  return text;
}

function projectOf(projects: Projects, parameters: Parameters): Listing<ImmBatch> {
  const batches = projects.get(requiredOf(parameters, 'ProjectName'));
  if (!batches) throw notFound('project');
  return batches;
}

function getBatch(batches: Listing<ImmBatch>, parameters: Parameters, clock: Clock): Result {
  const batch = batches.find(requiredOf(parameters, 'Id'));
  if (!batch) throw notFound('batch');
  return { body: { Batch: write(batch, clock.elapsed()) } };
}

function listBatches(listing: Listing<ImmBatch>, parameters: Parameters, clock: Clock): Result {
  const limit = integerOf(parameters, 'MaxResults', { least: 0, most: 100, otherwise: 100 }, refuseArgument) || 100;
  const { timeOf, compare } = orderOf(parameters);
  const query = boundParameters.map((name) => textOf(parameters, name) ?? '').join('\n');
  const token = textOf(parameters, 'NextToken');
  const after = token ? readToken(token, query, clock) : null;
  const rest = listing.items
    .filter(filterOf(parameters))
    .map((batch) => ({ batch, time: timeOf(batch), id: batch.id }))
    .filter((place) => !after || compare(place, after) > 0)
    .sort(compare);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const body = {
    Batches: page.map(({ batch }) => write(batch, clock.elapsed())),
    NextToken: last && rest.length > limit ? writeToken(last, query, clock) : '',
  };
  return { body, listed: listing };
}

/** What a token is good for. */
const boundParameters = ['ProjectName', 'State', 'TagSelector', 'Sort', 'Order'];

/** By which time the list goes, and which way; equal times go by id. */
function orderOf(parameters: Parameters) {
  const sort = wordOf(parameters, 'Sort', ['CreateTime', 'UpdateTime'], refuseArgument);
  const direction = wordOf(parameters, 'Order', ['ASC', 'DES'], refuseArgument) === 'DES' ? -1 : 1;
  return {
    timeOf: (batch: ImmBatch) => (sort === 'UpdateTime' ? batch.updatedAt : batch.createdAt),
    compare: (left: Place, right: Place) =>
      direction * (left.time - right.time || (left.id < right.id ? -1 : Number(left.id > right.id))),
  };
}

function filterOf(parameters: Parameters): (batch: ImmBatch) => boolean {
  const state = wordOf(parameters, 'State', states, refuseArgument);
  const selected = tagsOf(parameters);
  return (batch) =>
    (!state || batch.state === state) &&
    selected.every(([name, value]) => Object.hasOwn(batch.tags, name) && String(batch.tags[name]) === value);
}

/** The pairs of TagSelector, `key=value` joined by commas. */
function tagsOf(parameters: Parameters): [name: string, value: string][] {
  const selectors = textOf(parameters, 'TagSelector')?.split(',') ?? [];
  return selectors.map((selector) => {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(selector) ?? [];
    if (!name || value === undefined) throw refuseArgument('TagSelector');
    return [name, value];
  });
}

const marker =
  'MTIzNDU2Nzg6aW1tdGVzdDpleGFtcGxlYnVja2V0OmRhdGFzZXQwMDE6b3NzOi8vZXhhbXBsZWJ1Y2tldC9zYW1wbGVvYmplY3QxLmpw****';

const write = (batch: ImmBatch, elapsed: number) => ({
  Id: batch.id,
  Input: { OSS: { Bucket: 'test-bucket', Prefix: batch.prefix, MatchExpressions: ['key prefix (abc)'] } },
  Actions: [{ Name: batch.action, Parameters: batch.parameters, FastFailPolicy: { Action: 'abort' } }],
  Notification: notification,
  Statistic: {
    SubmitSuccess: doneAfter(batch.submitted, elapsed),
    SubmitFailure: batch.failed,
    SkipFiles: batch.skipped,
  },
  State: batch.state,
  Marker: marker,
  CreateTime: toSeconds(batch.createdAt),
  UpdateTime: toSeconds(batch.updatedAt),
  Tags: batch.tags,
  Error: batch.error,
  Phase: batch.phase,
  ServiceRole: 'AliyunIMMBatchTriggerRole',
});

const notification = {
  Endpoint: 'http://1111111111.mns.cn-hangzhou.aliyuncs.com',
  Topic: 'topic1',
  MNS: { TopicName: 'topic1', Endpoint: 'http://1111111111.mns.cn-hangzhou.aliyuncs.com' },
  RocketMQ: {
    Endpoint: 'http://11111111111.mqrest.cn-hangzhou.aliyuncs.com',
    TopicName: 'topic1',
    InstanceId: 'MQ_INST_11111111111_BYcNy2Nc',
  },
};
