import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/*
 * Starts the gateway of an image while the image is built: `node deploy/image/warm.ts /app`. Its compiled code is then in
 * the image, whose file system containers cannot write to; and an image whose gateway does not start is not built.
 */

const [application] = process.argv.slice(2);
if (application === undefined) throw new Error('usage: node deploy/image/warm.ts <folder>');

/** A configuration that loads what is loaded only where it is configured. Nothing is sent to its source, and there is no store. */
const everything = {
  auth: { mode: 'apiKeys', apiKeys: [{ name: 'warm', sha256: '0'.repeat(64), sources: ['*'] }] },
  metrics: { port: 0 },
  shared: { url: 'unix:///nowhere/valkey.sock' },
  log: { access: true, audit: true },
  sources: [{ key: 'dns', provider: 'ALIYUN_DNS', credentials: { accessKeyId: 'none', accessKeySecret: 'none' } }],
};

/** Loads what sends traces, and has none to send. */
const traces = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_SAMPLER: 'always_off' };

/** Sends a few requests, whatever their answers. */
async function ask(url: string): Promise<void> {
  const query = '{ batchTasks(first: 5) { edges { node { __typename id status } } } }';
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) };
  for (const request of [['/graphql', post], ['/'], ['/ready'], ['/sources']] as const) {
    const [path, options] = request;
    await (await fetch(new URL(path, url), options)).arrayBuffer();
  }
}

/** Starts the gateway, asks it, stops it, and rejects unless it ended well. */
async function run(environment: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [join(String(application), 'src/main.ts')], {
    env: { NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  for await (const line of createInterface(child.stdout)) {
    const { url } = JSON.parse(line) as { readonly url?: string };
    if (url === undefined) continue;
    await ask(url);
    child.kill('SIGTERM');
  }
  const code = await ended;
  if (code !== 0) throw new Error(`The gateway of the image ended with ${code}.`);
}

const folder = mkdtempSync(join(tmpdir(), 'taskline-'));
const file = join(folder, 'taskline.json');
writeFileSync(file, JSON.stringify(everything));
await run({});
await run({ TASKLINE_CONFIG: file, ...traces });
rmSync(folder, { recursive: true });

// Node writes for its user alone; in the image the files are of root.
const cache = join(application, 'node_modules/.cache');
for (const entry of readdirSync(cache, { recursive: true, withFileTypes: true })) {
  chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
}
