import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { fileOf, withoutPlace } from './config-file.ts';

const warningsOf = (...sources: string[]): readonly string[] => {
  const lines = sources.map(
    (source, index) => `  - { key: s${index}, ${source}, credentials: { accessKeyId: a, accessKeySecret: b } }`,
  );
  return loadConfig({}, fileOf(['sources:', ...lines].join('\n'))).warnings.map(withoutPlace);
};

test.for([
  { source: 'provider: ALIYUN_ECS, region: cn-hangzou', cloud: 'Alibaba Cloud', nearest: 'cn-hangzhou' },
  {
    source: 'provider: ALIYUN_IMM, project: p, region: ap-southeast-11',
    cloud: 'Alibaba Cloud',
    nearest: 'ap-southeast-1',
  },
  { source: 'provider: ALIYUN_POLARDB, region: cn-bejing', cloud: 'Alibaba Cloud', nearest: 'cn-beijing' },
  {
    source: 'provider: ALIYUN_ECS, region: cn-shangai-finance',
    cloud: 'Alibaba Cloud',
    nearest: 'cn-shanghai-finance-1',
  },
  { source: 'provider: HUAWEI_DNS, region: cn-nort-4', cloud: 'Huawei Cloud', nearest: 'cn-north-4' },
  { source: 'provider: HUAWEI_DNS, region: eu-west-100', cloud: 'Huawei Cloud', nearest: 'eu-west-101' },
])('$source is used, with a warning: $nearest', ({ source, cloud, nearest }) => {
  const [, region] = /region: (\S+)/.exec(source) ?? [];
  expect(warningsOf('provider: ALIYUN_DNS', source)).toEqual([
    `sources[1].region: ${region} is no known region of ${cloud}; the nearest is ${nearest}`,
  ]);
});

test('known regions, sources without one and those with an address of their own are no matter of a warning', () => {
  expect(
    warningsOf(
      'provider: ALIYUN_DNS',
      'provider: ALIYUN_ECS, region: cn-shanghai-finance-1',
      'provider: HUAWEI_DNS, region: ap-southeast-3',
      'provider: ALIYUN_ECS, region: xx-nowhere-1, endpoint: "https://ecs.example"',
    ),
  ).toEqual([]);
  expect(loadConfig({}).warnings).toEqual([]);
});
