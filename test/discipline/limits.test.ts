import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError } from '#src/config/config-error.ts';
import { loadConfig } from '#src/config/load.ts';
import { sourceLimitsSchema } from '#src/config/source-limits.ts';
import { defaultSourceLimits } from '#src/upstream/limits.ts';
import { withoutPlace } from '#test/config/config-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'taskline-limits-'));

function faultsOf(limits: string, rest = ''): readonly string[] {
  const file = join(directory, 'taskline.yaml');
  const source = `{ key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: id, accessKeySecret: secret }, limits: ${limits} }`;
  writeFileSync(file, `sources: [ ${source} ]\n${rest}\n`);
  try {
    loadConfig({}, file);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map(withoutPlace);
    throw error;
  }
}

const bounds = Object.keys(sourceLimitsSchema.shape).filter((name) => name !== 'breaker');

test.for(bounds)('limits.%s must be positive', (name) => {
  for (const value of [0, -1]) {
    expect(faultsOf(`{ ${name}: ${value} }`)).toEqual([`sources[0].limits.${name}: must be at least 1`]);
  }
  expect(faultsOf(`{ ${name}: 1.5 }`)).toEqual([expect.stringContaining(`sources[0].limits.${name}: `)]);
  expect(faultsOf(`{ ${name}: 1 }`)).toEqual([]);
});

test.for([
  {
    limits: '{ attemptMs: 20000 }',
    rest: '',
    line: 'sources[0].limits.attemptMs: must not be more than limits.deadlineMs, 10000',
  },
  {
    limits: '{ attemptMs: 2000 }',
    rest: 'limits: { deadlineMs: 1000 }',
    line: 'sources[0].limits.attemptMs: must not be more than limits.deadlineMs, 1000',
  },
  { limits: '{ breaker: perhaps }', rest: '', line: 'sources[0].limits.breaker: must be true or false' },
  { limits: '{ retries: 3 }', rest: '', line: 'sources[0].limits.retries: is not a setting' },
  { limits: '{}', rest: 'limits: { memoryEntries: 0 }', line: 'limits.memoryEntries: must be at least 1' },
  { limits: '{}', rest: 'limits: { deadlineMs: -5 }', line: 'limits.deadlineMs: must be at least 1' },
  { limits: '{}', rest: 'explain: perhaps', line: 'explain: must be true or false' },
])('$limits $rest is refused', ({ limits, rest, line }) => {
  expect(faultsOf(limits, rest)).toEqual([line]);
});

test('a deadline shorter than an attempt by default shortens the attempt, and is no fault', () => {
  expect(faultsOf('{}', 'limits: { deadlineMs: 1000 }')).toEqual([]);
});

test('explaining is off unless a configuration allows it, and on over the sandbox', () => {
  expect(loadConfig({}).explain).toBe(true);
  const file = join(directory, 'plain.yaml');
  writeFileSync(
    file,
    'sources: [ { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: id, accessKeySecret: s } } ]',
  );
  expect(loadConfig({}, file).explain).toBe(false);
});

test('docs/upstream.md has every bound of a source with its default', () => {
  const text = readFileSync(new URL('../../docs/upstream.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, name, value]) => [name, value?.trim()]);
  const defaults = new Map<string, unknown>(Object.entries(defaultSourceLimits));
  const expected = Object.keys(sourceLimitsSchema.shape).map((name) => [
    name,
    defaults.has(name) ? JSON.stringify(defaults.get(name)) : 'none',
  ]);
  expect(rows.slice(0, expected.length)).toEqual(expected);
});
