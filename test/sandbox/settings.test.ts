import { readSettings } from '#src/sandbox/settings.ts';
import { expect, test } from 'vitest';

test.for([
  {
    environment: { SANDBOX_KEYS: '[{ "accessKeyId": "a", "secret": "hunter2" }]' },
    line: 'SANDBOX_KEYS[0].accessKeySecret: ',
  },
  { environment: { SANDBOX_KEYS: '[]' }, line: 'SANDBOX_KEYS: ' },
  { environment: { SANDBOX_LIFE: 'fast' }, line: 'SANDBOX_LIFE: must be moving or still' },
  { environment: { SANDBOX_CLOCK: 'noon' }, line: 'SANDBOX_CLOCK: must be a time such as 2026-11-22T00:18:57Z' },
])('$environment is told by name', ({ environment, line }) => {
  const told = readSettings(environment);
  expect(told).toContainEqual(expect.stringContaining(line));
  expect(JSON.stringify(told)).not.toContain('hunter2');
});
