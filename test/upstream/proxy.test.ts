import { expect, onTestFinished, test } from 'vitest';
import { expected, signToken, startIssuer } from '#test/access/issuer.ts';
import { bearer, post } from '#test/access/tenants.ts';
import { jwtSchema } from '#src/config/jwt.ts';
import { loadConfig } from '#src/config/load.ts';
import { probeSources } from '#src/start/probe.ts';
import { createAgent, createSender } from '#src/upstream/send.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { fileOf, placedFaultsOf } from '#test/config/config-file.ts';
import { startTunnelProxy } from './proxy.ts';
import { startTlsServer } from './tls-server.ts';
import { startBehindProxy } from './behind-proxy.ts';

function sendBy(environment: Readonly<Record<string, string>>, origin: string) {
  const agent = createAgent(2_000, loadConfig({ PORT: '0', ...environment }).proxy);
  onTestFinished(() => agent.destroy());
  const host = new URL(origin).host;
  return createSender(agent)({ origin, method: 'GET', path: '/', headers: { host } }).answer;
}

const origin = 'https://ecs.upstream.test';
const answered = { text: '{"from":"upstream"}', status: 200 };

test.for([
  { name: 'HTTPS_PROXY', scheme: 'http://' },
  { name: 'https_proxy', scheme: '' },
])('$name leads https upstreams through a tunnel', async ({ name, scheme }) => {
  const { seen, proxy } = await startBehindProxy();
  expect(await sendBy({ [name]: scheme + proxy.url }, origin)).toMatchObject(answered);
  expect(proxy.tunnels).toEqual([{ host: 'ecs.upstream.test:443', authorization: undefined }]);
  expect(seen).toEqual(['ecs.upstream.test']);
});

test('a password of the proxy is sent to it, and to nobody else', async () => {
  const { seen, proxy } = await startBehindProxy();
  await sendBy({ HTTPS_PROXY: `http://user:p%40ss@${proxy.url}` }, origin);
  expect(proxy.tunnels).toMatchObject([{ authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}` }]);
  expect(seen).toHaveLength(1);
});

test.for(['upstream.test', '.upstream.test', 'other.test, ecs.upstream.test', '*'])(
  'NO_PROXY=%s keeps the upstream from the proxy',
  async (NO_PROXY) => {
    const { seen, proxy } = await startBehindProxy();
    await expect(sendBy({ HTTPS_PROXY: proxy.url, NO_PROXY }, origin)).rejects.toMatchObject({
      code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT/),
    });
    expect([proxy.tunnels, seen]).toEqual([[], []]);
  },
);

test('a source behind a proxy that refuses is not available', async () => {
  const { proxy } = await startBehindProxy();
  proxy.state.refuses = true;
  const { askText, logged } = await startTestTaskline({
    config: { proxy: loadConfig({ HTTPS_PROXY: `http://user:hidden-word@${proxy.url}` }).proxy },
    sources: () => [
      {
        key: 'dns',
        provider: 'ALIYUN_DNS',
        endpoint: origin,
        credentials: { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' },
        limits: { attempts: 1 },
      },
    ],
  });
  const { errors } = await askText('{ aliyunDnsBatchTask(source: "dns", taskId: "1") { status } }');
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  expect(proxy.tunnels).toHaveLength(1);
  expect(JSON.stringify(errors) + logged()).not.toContain('hidden-word');
});

test('plain http, which is for this machine, takes no proxy', async () => {
  const { proxy } = await startBehindProxy();
  const { askText } = await startTestTaskline({ config: { proxy: loadConfig({ HTTPS_PROXY: proxy.url }).proxy } });
  const answer = await askText('{ aliyunDnsBatchTask(source: "aliyun-dns", taskId: "123456") { status } }');
  expect(answer.errors).toBeUndefined();
  expect(proxy.tunnels).toEqual([]);
});

test('the keys of a token issuer are fetched through it too', async () => {
  const issuer = await startIssuer();
  const keys = JSON.stringify({ keys: [{ ...(await issuer.publicKey()) }] });
  const server = await startTlsServer((_request, response) => void response.writeHead(200).end(keys));
  const proxy = await startTunnelProxy(server.port);
  const jwt = jwtSchema.parse({ ...expected, jwksUrl: 'https://issuer.upstream.test/keys' });
  const { url, logged } = await startTestTaskline({
    config: { auth: { mode: 'jwt', jwt }, proxy: loadConfig({ HTTPS_PROXY: proxy.url }).proxy },
  });
  const { status } = await post(url, { query: '{ sources { key } }' }, bearer(await signToken(issuer.key)));
  expect([status, logged()]).toEqual([200, expect.not.stringContaining('token issuer')]);
  expect(proxy.tunnels).toMatchObject([{ host: 'issuer.upstream.test:443' }]);
});

const file = 'sources: [ { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: a, accessKeySecret: b } } ]';

test('a probe of the configuration takes it too', async () => {
  const { seen, proxy } = await startBehindProxy();
  const source = `{ key: dns, provider: ALIYUN_DNS, endpoint: "${origin}", credentials: { accessKeyId: a, accessKeySecret: b } }`;
  const config = loadConfig({ HTTPS_PROXY: proxy.url }, fileOf(`sources: [ ${source} ]`));
  await probeSources(config, config.sources ?? []);
  expect(proxy.tunnels).toMatchObject([{ host: 'ecs.upstream.test:443' }]);
  expect(seen).toHaveLength(1);
});

test('a proxy that is none is a fault, whose words hide it', () => {
  // It is of the environment, and not of the file.
  expect(placedFaultsOf(fileOf(file), { HTTPS_PROXY: 'socks5://user:secret@here:1080' })).toEqual([
    'HTTPS_PROXY: must be the URL of an HTTP proxy, such as http://proxy.example.com:3128',
  ]);
  expect(loadConfig({ HTTPS_PROXY: '' }, fileOf(file)).proxy).toBeNull();
});
