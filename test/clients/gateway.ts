import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The address of a gateway over its own sandbox, in a process of its own, for as long as the tests run. */
export async function startGateway(): Promise<string> {
  const environment = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0' };
  const gateway = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  after(async () => {
    gateway.kill('SIGTERM');
    if (gateway.exitCode === null) await once(gateway, 'exit');
  });
  for await (const line of createInterface({ input: gateway.stdout })) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url) {
      gateway.stdout.resume();
      return url;
    }
  }
  throw new Error('The gateway did not start.');
}

/** Asks the gateway without a client. */
export async function ask<Data>(url: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(`The gateway answers with errors: ${JSON.stringify(errors)}`);
  return data;
}
