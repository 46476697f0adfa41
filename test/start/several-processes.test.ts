import { expect, test } from 'vitest';
import { fileOf, placedFaultsOf, withoutPlace } from '#test/config/config-file.ts';

const credentials = 'credentials: { accessKeyId: sandbox, accessKeySecret: sandbox-secret }';
const source = `sources: [ { key: dns, provider: ALIYUN_DNS, ${credentials} } ]\n`;

test.for([
  {
    settings: 'server: { processes: 2, port: 0 }',
    fault: 'server.processes: the port must be given; with 0 each process would take another',
  },
  {
    settings: 'server: { processes: 2 }\nmetrics: {}',
    fault: 'metrics: cannot be had with server.processes; start replicas instead, each with its own',
  },
  { settings: 'server: { processes: 0 }', fault: 'server.processes: must be at least 1' },
])('$settings is a fault', ({ settings, fault }) => {
  expect(placedFaultsOf(fileOf(`${source}${settings}\n`)).map(withoutPlace)).toEqual([fault]);
});
