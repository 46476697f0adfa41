import { expect, test } from 'vitest';
import { post } from '#test/access/tenants.ts';
import { fileOf } from '#test/config/config-file.ts';
import { runMain, urlOf } from '#test/config/process.ts';
import { startBehindProxy } from './behind-proxy.ts';

const origin = 'https://ecs.upstream.test';

test.for([
  { extra: 'test/fixtures/tls/cert.pem', seenTimes: 1 },
  { extra: '', seenTimes: 0 },
])(
  'a process takes both from its environment, and trusts the authorities of "$extra"',
  async ({ extra, seenTimes }) => {
    const { seen, proxy } = await startBehindProxy();
    const limits = '{ attempts: 1 }';
    const credentials = '{ accessKeyId: a, accessKeySecret: b }';
    const source = `{ key: dns, provider: ALIYUN_DNS, endpoint: "${origin}", limits: ${limits}, credentials: ${credentials} }`;
    const environment = { PORT: '0', HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: extra };
    const main = runMain(['--config', fileOf(`sources: [ ${source} ]`)], environment);
    const url = new URL(await urlOf(main)).origin;
    const query = '{ aliyunDnsBatchTask(source: "dns", taskId: "1") { status } }';
    expect((await post(url, { query })).status).toBe(200);
    expect([proxy.tunnels.length, seen.length]).toEqual([1, seenTimes]);
  },
);
