import { expect, test } from 'vitest';
import { aliyunDns } from '#src/providers/aliyun-dns/index.ts';
import { aliyunEcs } from '#src/providers/aliyun-ecs/index.ts';
import { aliyunImm } from '#src/providers/aliyun-imm/index.ts';
import { aliyunPolarDb } from '#src/providers/aliyun-polardb/index.ts';
import { huaweiDns } from '#src/providers/huawei-dns/index.ts';
import { providerModules } from '#src/providers/modules.ts';

const modules = Object.values(providerModules);

test.for([
  { title: 'nothing', taskId: '' },
  { title: 'blanks', taskId: '  ' },
  { title: 'a line break', taskId: '1\n2' },
  { title: 'a zero byte', taskId: '1\u0000' },
  { title: 'a C1 control', taskId: '1\u0085' },
  { title: 'half a surrogate pair', taskId: '1\ud800' },
  { title: '257 characters', taskId: '1'.repeat(257) },
])('no provider takes $title for an id', ({ taskId }) => {
  for (const module of modules) expect(module.refuseId(taskId), module.name).toMatch(/^must /);
});

test.for([
  { module: aliyunDns, taskId: '1' },
  { module: aliyunDns, taskId: '9007199254740993' },
  { module: aliyunDns, taskId: '9223372036854775807' },
  { module: aliyunEcs, taskId: 't-bp1hvgwromzv32iq****' },
  { module: aliyunImm, taskId: 'trigger-9f72636a-0f0c-4baf-ae78-38b27bfe****' },
  { module: aliyunImm, taskId: 'a, b*ü/../日本😀' },
  { module: aliyunPolarDb, taskId: 'pcb xxx' },
  { module: aliyunPolarDb, taskId: 'x'.repeat(256) },
  { module: huaweiDns, taskId: '9a186e66977dd48f01977e021c480cac' },
  { module: huaweiDns, taskId: 'A_b-9' },
])('$module.name takes $taskId', ({ module, taskId }) => {
  expect(module.refuseId(taskId)).toBeNull();
});

test.for([
  { module: aliyunDns, taskId: '0' },
  { module: aliyunDns, taskId: '007' },
  { module: aliyunDns, taskId: '-1' },
  { module: aliyunDns, taskId: '1e3' },
  { module: aliyunDns, taskId: '٣' },
  { module: aliyunDns, taskId: '9223372036854775808' },
  { module: aliyunDns, taskId: '10000000000000000000' },
  { module: aliyunEcs, taskId: 't-1,t-2' },
  { module: huaweiDns, taskId: '..' },
  { module: huaweiDns, taskId: 'a/b' },
  { module: huaweiDns, taskId: '%2e' },
  { module: huaweiDns, taskId: 'a b' },
  { module: huaweiDns, taskId: 'ü' },
])('$module.name refuses $taskId', ({ module, taskId }) => {
  expect(module.refuseId(taskId)).toMatch(/^must /);
});
