import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileOf } from '#test/config/config-file.ts';
import { fileOfManySources } from '#test/config/many-sources.ts';
import { runNode } from '#test/config/process.ts';

const scriptPath = 'scripts/check-config.ts';

test('npm run check-config writes the sources, and ends with 0', async () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  expect(scripts['check-config']).toBe(`exec node ${scriptPath}`);
  const file = fileOf(
    'sources: [ { key: ecs, provider: ALIYUN_ECS, region: cn-hangzhou, credentials: { accessKeyId: hidden, accessKeySecret: hunter2 } } ]',
  );
  const { ended, output, complaints } = runNode([scriptPath, '--config', file]);
  expect(await ended).toBe(0);
  expect(output().replaceAll(/ {2,}/g, ' | ')).toBe(`key | provider | region | project | account | endpoint | limits
ecs | ALIYUN_ECS | cn-hangzhou | – | its own access key | https://ecs-cn-hangzhou.aliyuncs.com | –
1 source
`);
  expect(complaints()).toBe('');
});

test('or a line for each fault, and ends with 1', async () => {
  const file = fileOf('sources:\n  - { key: ecs, provider: ALIYUN_ECS, credentials: { accessKeyId: hunter2 } }');
  const { ended, output, complaints } = runNode([scriptPath, '--config', file]);
  expect(await ended).toBe(1);
  expect(complaints()).toBe(`taskline: ${file}:2 (ecs) sources[0].credentials.accessKeySecret: must be a text
taskline: ${file}:2 (ecs) sources[0].region: Alibaba Cloud ECS needs it
`);
  expect(output()).toBe('');
});

test('--help tells how it is called, and ends with 0', async () => {
  const { ended, output, complaints } = runNode([scriptPath, '--help']);
  expect(await ended).toBe(0);
  expect(output()).toMatch(/^usage: npm run check-config -- --config taskline.yaml \[--probe\]\n.*--probe .*--help /s);
  expect(complaints()).toBe('');
});

test('whoever reads the table may leave before its end', async () => {
  const { child, ended, complaints } = runNode([scriptPath, '--config', fileOfManySources('http://127.0.0.1:9').file]);
  child.stdout.destroy();
  expect(await ended).toBe(0);
  expect(complaints()).toBe('');
});
