import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { Agent, request } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket as Socket } from 'ws';
import { corsSchema } from '#src/config/cors.ts';
import { type Config, loadConfig } from '#src/config/load.ts';
import type { Certificate } from '#src/platform/certificate.ts';
import { authority, certificateOf } from '#test/certificates.ts';
import { openTls } from '#test/http/raw-connection.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { startLive, tasksChanged } from '#test/live/gateway.ts';

const [first, second] = [certificateOf('first'), certificateOf('second')];

/** A folder with a certificate and its key, as Kubernetes mounts them: both are replaced by one link. */
function mounted(certificate: Certificate) {
  const folder = mkdtempSync(join(tmpdir(), 'taskline-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  let version = 0;
  const mount = ({ cert, key }: Certificate): void => {
    version += 1;
    mkdirSync(join(folder, `..${version}`));
    writeFileSync(join(folder, `..${version}/tls.crt`), cert);
    writeFileSync(join(folder, `..${version}/tls.key`), key);
    symlinkSync(`..${version}`, join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  };
  mount(certificate);
  const files = { cert: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
  symlinkSync('..data/tls.crt', files.cert);
  symlinkSync('..data/tls.key', files.key);
  return { files, mount };
}

/** A gateway that serves HTTPS by files which a test replaces. */
async function startSecure(more: Partial<Config> = {}) {
  const { files, mount } = mounted(first);
  const server = { ...loadConfig({ PORT: '0' }).server, tls: files };
  const gateway = await startLive(2, { config: { server, certificate: first, ...more } });
  const agent = new Agent({ connect: { ca: authority, checkServerIdentity: () => undefined } });
  onTestFinished(() => agent.close());
  const post = async (query: string, headers: Record<string, string> = {}) => {
    const { statusCode, body } = await request(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
      dispatcher: agent,
    });
    return { status: statusCode, body: await body.json() };
  };
  return { ...gateway, port: Number(new URL(gateway.url).port), mount, post };
}

/** Whose certificate a new connection is shown. */
async function shownAt(port: number): Promise<string> {
  const { ready, socket } = openTls(port);
  await ready;
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

/** The lines of the log that hold a text. */
const linesWith = (log: string, text: string): string[] => log.split('\n').filter((line) => line.includes(text));

const keys = '{ sources { key } }';
const answer = { status: 200, body: { data: { sources: [{ key: 'ecs' }] } } };

class Trusting extends Socket {
  constructor(address: string, protocols: string[]) {
    super(address, protocols, { ca: authority });
  }
}

test('queries go over HTTPS, and subscriptions over WSS', async () => {
  const { url, post, ecs } = await startSecure();
  expect(url).toMatch(/^https:/);
  expect(await post(keys)).toEqual(answer);
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    retryAttempts: 0,
    webSocketImpl: Trusting,
  });
  onTestFinished(() => void client.dispose());
  const stream = client.iterate({ query: tasksChanged, variables: { ids: [idOf('t-0')] } });
  expect((await stream.next()).value).toMatchObject({ data: { batchTasksChanged: { status: 'RUNNING' } } });
  ecs.finish('t-0');
  expect((await stream.next()).value).toMatchObject({ data: { batchTasksChanged: { status: 'SUCCEEDED' } } });
});

test.for([
  { origin: 'https', status: 200 },
  { origin: 'http', status: 403 },
])('a page of $origin on the same host and port gets $status', async ({ origin, status }) => {
  const { url, post } = await startSecure();
  expect(await post(keys, { origin: url.replace('https', origin) })).toMatchObject({ status });
});

test.for([
  { listed: 'https://board.example.com', status: 200 },
  { listed: 'http://board.example.com', status: 403 },
])('a Host is allowed whose origin is $listed: $status', async ({ listed, status }) => {
  const { post } = await startSecure({ cors: corsSchema.parse({ origins: [listed] }) });
  expect(await post(keys, { host: 'board.example.com' })).toMatchObject({ status });
});

test('a certificate is replaced when its files are, and connections stay', async () => {
  // The files are looked at once a second.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { port, mount, logged } = await startSecure();
  onTestFinished(() => void vi.useRealTimers());
  const shownNext = () => {
    vi.advanceTimersByTime(1_000);
    return shownAt(port);
  };
  const before = openTls(port);
  await before.ready;
  mount(second);
  await expect.poll(shownNext).toBe('second gateway');
  before.send('GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await before.read(/alive/);
  mount(first);
  await expect.poll(shownNext).toBe('first gateway');
  expect(linesWith(logged(), 'The certificate was replaced.')).toHaveLength(2);
});

test('a faulty one is refused, told once, and the one before goes on; then a good one is taken', async () => {
  const { port, mount, logged, reloadCertificate, post } = await startSecure();
  mount({ cert: second.cert, key: first.key });
  for (let count = 0; count < 3; count += 1) await reloadCertificate();
  const refused = linesWith(logged(), 'A certificate was refused');
  expect(refused).toHaveLength(1);
  expect(refused[0]).toContain('tls.key holds the private key of another certificate');
  expect(await shownAt(port)).toBe('first gateway');
  expect(await post(keys)).toEqual(answer);
  mount({ cert: 'nothing', key: second.key });
  await reloadCertificate();
  expect(linesWith(logged(), 'A certificate was refused')).toHaveLength(2);
  mount(second);
  await reloadCertificate();
  expect(await shownAt(port)).toBe('second gateway');
  const secret = second.key.split('\n')[1] ?? '';
  expect(secret.length).toBeGreaterThan(30);
  expect(logged()).not.toContain(secret);
});

test('one that has expired is taken, with a warning', async () => {
  const { port, mount, logged, reloadCertificate } = await startSecure();
  mount(certificateOf('expired'));
  await reloadCertificate();
  expect(linesWith(logged(), 'holds a certificate that has expired on 2026-11-28')).toHaveLength(1);
  const { closed, errors } = openTls(port);
  await closed;
  expect(errors).toMatchObject([{ code: 'CERT_HAS_EXPIRED' }]);
});
