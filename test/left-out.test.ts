import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { leftOutOfMetrics } from './metrics/say-what-is-left-out.ts';
import { leftOutOfReplicas } from './replicas/say-what-is-left-out.ts';
import config from '../vitest.config.ts';
import processes from '../vitest.processes.config.ts';

/** A folder with a program of this name, which does nothing. */
function folderWith(program: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, program), '#!/bin/sh\n');
  chmodSync(join(folder, program), 0o755);
  return folder;
}

const kinds = [
  {
    room: 'metrics',
    program: 'promtool',
    commands: [processes],
    leftOut: leftOutOfMetrics,
    line: 'The tests of metrics by promtool are left out: it is not installed.\n',
  },
  ...['valkey-server', 'redis-server'].map((program) => ({
    room: 'replicas',
    program,
    commands: [config, processes],
    leftOut: leftOutOfReplicas,
    line: 'The tests of several replicas are left out: neither valkey-server nor redis-server is installed.\n',
  })),
];

test.for(kinds)('without $program one line says which tests are left out, with it none', ({ program, ...kind }) => {
  expect(kind.leftOut(import.meta.dirname)).toBe(kind.line);
  expect(kind.leftOut([import.meta.dirname, folderWith(program)].join(delimiter))).toBe('');
});

test.for(kinds)('vitest says it for $program before the tests of $room', ({ room, commands }) => {
  for (const { test: settings } of commands)
    expect(settings?.globalSetup).toContain(`test/${room}/say-what-is-left-out.ts`);
});
