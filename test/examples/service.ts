import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { bareEnvironment } from '#test/bare-environment.ts';

/** What a run of the service left behind. */
export interface ServiceRun {
  readonly code: number | null;
  readonly output: string;
  readonly complaints: string;
}

/** Runs the example of a service against a gateway, as its README says. */
export async function runService(url: string, key: string | null, ...options: string[]): Promise<ServiceRun> {
  const environment = {
    ...bareEnvironment(),
    TASKLINE_URL: `${url}/graphql`,
    ...(key === null ? {} : { TASKLINE_API_KEY: key }),
  };
  const child = spawn(process.execPath, ['examples/service/main.ts', ...options], { env: environment });
  const [output, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number | null, output, complaints };
}
