import { expect, test } from 'vitest';
import { aliyunDns } from '#src/providers/aliyun-dns/index.ts';
import { aliyunEcs } from '#src/providers/aliyun-ecs/index.ts';
import { aliyunImm } from '#src/providers/aliyun-imm/index.ts';
import { aliyunPolarDb } from '#src/providers/aliyun-polardb/index.ts';
import { huaweiDns } from '#src/providers/huawei-dns/index.ts';

test.for([
  { module: aliyunDns, region: undefined, host: 'alidns.aliyuncs.com' },
  { module: aliyunDns, region: 'ap-southeast-1', host: 'alidns.aliyuncs.com' },
  { module: aliyunEcs, region: 'ap-southeast-1', host: 'ecs.ap-southeast-1.aliyuncs.com' },
  { module: aliyunEcs, region: 'cn-hangzhou', host: 'ecs-cn-hangzhou.aliyuncs.com' },
  { module: aliyunEcs, region: 'cn-shanghai-finance-1', host: 'ecs-cn-hangzhou.aliyuncs.com' },
  { module: aliyunEcs, region: 'cn-shenzhen-finance-1', host: 'ecs-cn-hangzhou.aliyuncs.com' },
  { module: aliyunEcs, region: 'cn-hangzhou-finance', host: 'ecs.aliyuncs.com' },
  { module: aliyunEcs, region: 'cn-beijing-gov-1', host: 'ecs.aliyuncs.com' },
  { module: aliyunEcs, region: 'cn-north-2-gov-1', host: 'ecs.aliyuncs.com' },
  { module: aliyunImm, region: 'cn-hangzhou', host: 'imm.cn-hangzhou.aliyuncs.com' },
  { module: aliyunImm, region: 'cn-beijing-gov-1', host: 'imm-vpc.cn-beijing-gov-1.aliyuncs.com' },
  { module: aliyunPolarDb, region: 'cn-heyuan', host: 'polardb.aliyuncs.com' },
  { module: aliyunPolarDb, region: 'cn-hangzhou-finance', host: 'polardb.aliyuncs.com' },
  { module: aliyunPolarDb, region: 'cn-beijing-gov-1', host: 'polardb.aliyuncs.com' },
  { module: aliyunPolarDb, region: 'cn-shenzhen', host: 'polardb.cn-shenzhen.aliyuncs.com' },
  { module: aliyunPolarDb, region: 'me-east-1', host: 'polardb.me-east-1.aliyuncs.com' },
  { module: huaweiDns, region: 'ap-southeast-3', host: 'dns.ap-southeast-3.myhuaweicloud.com' },
  { module: huaweiDns, region: 'eu-west-101', host: 'dns.eu-west-101.myhuaweicloud.eu' },
  { module: huaweiDns, region: 'eu-west-199', host: 'dns.eu-west-199.myhuaweicloud.eu' },
  { module: huaweiDns, region: 'eu-west-0', host: 'dns.eu-west-0.myhuaweicloud.com' },
  { module: huaweiDns, region: 'eu-west-1011', host: 'dns.eu-west-1011.myhuaweicloud.com' },
  { module: huaweiDns, region: 'eu-west-201', host: 'dns.eu-west-201.myhuaweicloud.com' },
])('asks $module.name of $region at $host', ({ module, region, host }) => {
  expect(module.endpoint({ key: 'here', region })).toBe(`https://${host}`);
});
