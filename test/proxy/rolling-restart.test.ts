import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startSandbox } from '#src/sandbox/start.ts';
import { runMain } from '#test/config/process.ts';
import { freePort } from '#test/free-port.ts';
import { startHaproxy } from './haproxy.ts';
import { whenUp } from './when-up.ts';

/** How many clients ask, each again as soon as it has its answer and has rested. */
const clients = 24;

const restMs = 5;

const query = '{ batchTasks(first: 5) { nodes { id status } sources { ok } } }';

/** A configuration file over a sandbox. */
async function configured(): Promise<string> {
  const sandbox = await startSandbox();
  const folder = mkdtempSync(join(tmpdir(), 'taskline-rolling-'));
  onTestFinished(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, 'taskline.json');
  writeFileSync(file, JSON.stringify({ server: { drainMs: 1_500 }, sources: sandboxSources(sandbox.url) }));
  return file;
}

/** Clients of keep-alive connections who ask on and on, until they are stopped: what they got. */
function askOn(url: string) {
  const agent = new Agent({ connections: clients });
  onTestFinished(() => agent.destroy());
  const failures: string[] = [];
  let answered = 0;
  const stopping = new AbortController();
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json' };
  const askOnce = async (): Promise<void> => {
    try {
      const response = await request(`${url}/graphql`, { method: 'POST', headers, body, dispatcher: agent });
      const text = await response.body.text();
      if (response.statusCode === 200 && text.includes('"nodes":[{')) answered += 1;
      else failures.push(`${response.statusCode} ${text.slice(0, 200)}`);
    } catch (error) {
      failures.push(String(error));
    }
  };
  const ask = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await askOnce();
      await sleep(restMs);
    }
  };
  const all = Promise.all(Array.from({ length: clients }, ask));
  const stop = async () => {
    stopping.abort();
    await all;
    return { answered, failures };
  };
  return { answered: () => answered, stop };
}

test('a rolling restart of three processes behind haproxy fails no request', async () => {
  const file = await configured();
  const ports = [await freePort(), await freePort(), await freePort()];
  const start = async (port: number) => {
    const gateway = runMain(['--config', file], { PORT: String(port) });
    await whenUp(`http://127.0.0.1:${port}`);
    return gateway;
  };
  const gateways = await Promise.all(ports.map(start));
  const load = askOn(await startHaproxy(ports));
  for (const [index, port] of ports.entries()) {
    const before = load.answered();
    await expect.poll(load.answered).toBeGreaterThan(before + 200);
    gateways[index]?.child.kill('SIGTERM');
    expect(await gateways[index]?.ended).toBe(0);
    gateways[index] = await start(port);
    // haproxy sees it within a fifth of a second.
    await sleep(500);
  }
  const { answered, failures } = await load.stop();
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(1_000);
});
