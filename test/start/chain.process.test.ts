import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';

/** Runs a program: what it prints. Little is of our environment, so that no key of the machine's is found. */
const run = (program: string, environment: Record<string, string> = {}): string =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: new URL('../../', import.meta.url).pathname,
    env: { ...bareEnvironment(), HOME: '/nowhere', ...environment },
    encoding: 'utf8',
  }).trim();

const asking = (configured: string) => `
  import { createRequire } from 'node:module';
  import { credentialsOf } from './src/start/credentials.ts';
  const credentials = credentialsOf(${configured});
  const known = await credentials();
  const loaded = Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('@alicloud'));
  console.log(JSON.stringify([known.accessKeyId, loaded]));`;

test("the vendor's chain finds a key in the environment", () => {
  const environment = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIenv', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'hunter2' };
  expect(run(asking(`{ chain: 'default' }`), environment)).toBe('["LTAIenv",true]');
});

test("the vendor's chain is not loaded for keys of the configuration", () => {
  expect(run(asking(`{ accessKeyId: 'LTAIconf', accessKeySecret: 'hunter2' }`))).toBe('["LTAIconf",false]');
});
