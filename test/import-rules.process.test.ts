import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = new URL('../', import.meta.url).pathname;

const forbidden = [
  { file: 'src/signing/a.ts', imports: '../tasks/task.ts' },
  { file: 'src/pagination/a.ts', imports: '../tasks/task.ts' },
  { file: 'src/pagination/a.ts', imports: 'graphql' },
  { file: 'src/upstream/a.ts', imports: '../tasks/task.ts' },
  { file: 'src/upstream/a.ts', imports: '../providers/index.ts' },
  { file: 'src/upstream/a.ts', imports: 'graphql' },
  { file: 'src/tasks/a.ts', imports: 'graphql' },
  { file: 'src/tasks/a.ts', imports: '../schema/builder.ts' },
  { file: 'src/clouds/a.ts', imports: 'ky' },
  { file: 'src/wire/a.ts', imports: '../config/load.ts' },
  { file: 'src/providers/acme/task.ts', imports: '@pothos/core' },
  { file: 'src/providers/acme/task.ts', imports: '../../schema/builder.ts' },
  { file: 'src/providers/acme/index.ts', imports: 'undici' },
  { file: 'src/providers/acme/index.ts', imports: '../../sandbox/index.ts' },
  { file: 'src/providers/acme/graphql.ts', imports: 'ky' },
  { file: 'src/providers/acme/graphql.ts', imports: '../../sandbox/index.ts' },
  { file: 'src/sandbox/a.ts', imports: '../upstream/client.ts' },
  { file: 'src/sandbox/a.ts', imports: '../clouds/alibaba.ts' },
  { file: 'src/sandbox/a.ts', imports: 'undici' },
  { file: 'src/schema/a.ts', imports: '../sandbox/index.ts' },
  { file: 'src/platform/a.ts', imports: '../tasks/task.ts' },
  { file: 'src/errors/a.ts', imports: '../upstream/errors.ts' },
  { file: 'src/upstream/a.ts', imports: '../errors/coded-error.ts' },
  { file: 'src/tasks/a.ts', imports: '../errors/coded-error.ts' },
  { file: 'src/config/a.ts', imports: '../errors/coded-error.ts' },
  { file: 'src/execution/a.ts', imports: '../request/context.ts' },
  { file: 'src/execution/a.ts', imports: '../schema/index.ts' },
  { file: 'src/upstream/a.ts', imports: '../request/context.ts' },
  { file: 'src/tasks/a.ts', imports: '../pagination/list.ts' },
  { file: 'src/tasks/a.ts', imports: '../providers/index.ts' },
  { file: 'src/providers/acme/list.ts', imports: '../../pagination/list.ts' },
  { file: 'src/providers/acme/graphql.ts', imports: '../../pagination/list.ts' },
  { file: 'src/providers/acme/index.ts', imports: '../../request/context.ts' },
  { file: 'src/request/a.ts', imports: '../schema/builder.ts' },
  { file: 'src/schema/a.ts', imports: '../config/load.ts' },
  { file: 'src/config/a.ts', imports: '../access/grants.ts' },
  { file: 'src/http/a.ts', imports: '../access/identity.ts' },
  { file: 'src/limits/a.ts', imports: '../gateway.ts' },
  { file: 'src/limits/a.ts', imports: '../operation/engine.ts' },
  { file: 'src/operation/a.ts', imports: '../gateway.ts' },
  { file: 'src/downloads/a.ts', imports: '../operation/engine.ts' },
  { file: 'src/hooks/a.ts', imports: '../access/identity.ts' },
  { file: 'src/hooks/a.ts', imports: '../http/engine.ts' },
  { file: 'src/hooks/a.ts', imports: 'undici' },
  { file: 'src/upstream/a.ts', imports: '../replicas/store.ts' },
  { file: 'src/live/a.ts', imports: '../replicas/store.ts' },
  { file: 'src/upstream/a.ts', imports: '../metrics/metrics.ts' },
  { file: 'src/operation/a.ts', imports: '../metrics/metrics.ts' },
  { file: 'src/replicas/a.ts', imports: '../metrics/metrics.ts' },
  { file: 'src/gateway.ts', imports: './metrics/metrics.ts' },
  { file: 'src/metrics/a.ts', imports: '../gateway.ts' },
  { file: 'src/metrics/a.ts', imports: '../replicas/store.ts' },
  { file: 'src/metrics/a.ts', imports: 'undici' },
  { file: 'src/start/a.ts', imports: 'prom-client' },
  { file: 'src/start/a.ts', imports: '@opentelemetry/api' },
  { file: 'src/http/a.ts', imports: '@opentelemetry/api' },
  { file: 'src/upstream/a.ts', imports: '@opentelemetry/api' },
  { file: 'src/platform/a.ts', imports: '@opentelemetry/api' },
  { file: 'src/metrics/a.ts', imports: '@opentelemetry/api' },
  { file: 'src/operation/a.ts', imports: '../traces/traces.ts' },
  { file: 'src/gateway.ts', imports: './traces/traces.ts' },
  { file: 'src/traces/a.ts', imports: '../http/listener.ts' },
  { file: 'src/traces/a.ts', imports: '../upstream/upstream.ts' },
  { file: 'src/traces/a.ts', imports: 'undici' },
  { file: 'src/upstream/a.ts', imports: 'prom-client' },
  { file: 'src/access/a.ts', imports: 'ioredis' },
  { file: 'src/replicas/a.ts', imports: '../request/context.ts' },
  { file: 'src/gateway.ts', imports: './start/taskline.ts' },
  { file: 'src/http/a.ts', imports: 'undici' },
  { file: 'src/upstream/a.ts', imports: 'ky' },
  { file: 'src/access/a.ts', imports: 'ky' },
  { file: 'src/access/fetch-keys.ts', imports: 'undici' },
  { file: 'src/board/a.ts', imports: '../gateway.ts' },
  { file: 'src/http/a.ts', imports: '../board/board.ts' },
  { file: 'board/data/a.ts', imports: '../../src/tasks/task.ts' },
  { file: 'board/data/a.ts', imports: 'node:fs' },
  { file: 'src/gateway.ts', imports: './sandbox/index.ts' },
  { file: 'src/gateway.ts', imports: 'ky' },
  { file: 'src/live/a.ts', imports: '../request/context.ts' },
  { file: 'src/live/a.ts', imports: 'graphql' },
  { file: 'src/tasks/a.ts', imports: '../live/pace.ts' },
  { file: 'src/websocket/a.ts', imports: '../operation/engine.ts' },
  { file: 'src/http/a.ts', imports: '../websocket/web-socket.ts' },
];

const allowed = [
  { file: 'src/upstream/b.ts', imports: '../signing/acs3.ts' },
  { file: 'src/upstream/b.ts', imports: '../platform/sleep.ts' },
  { file: 'src/upstream/b.ts', imports: '../errors/codes.ts' },
  { file: 'src/execution/b.ts', imports: '../errors/field-error.ts' },
  { file: 'src/execution/b.ts', imports: 'graphql-yoga' },
  { file: 'src/upstream/b.ts', imports: 'undici' },
  { file: 'src/access/fetch-keys.ts', imports: 'ky' },
  { file: 'src/http/b.ts', imports: '../errors/coded-error.ts' },
  { file: 'src/tasks/b.ts', imports: '../pagination/index.ts' },
  { file: 'src/downloads/b.ts', imports: '../access/identity.ts' },
  { file: 'src/hooks/b.ts', imports: '../config/hooks.ts' },
  { file: 'src/metrics/b.ts', imports: 'prom-client' },
  { file: 'src/traces/b.ts', imports: '@opentelemetry/sdk-trace' },
  { file: 'src/traces/b.ts', imports: '../platform/trace.ts' },
  { file: 'src/traces/b.ts', imports: '../config/traces.ts' },
  { file: 'src/start/b.ts', imports: '../traces/traces.ts' },
  { file: 'src/metrics/b.ts', imports: '../operation/operation-meter.ts' },
  { file: 'src/start/b.ts', imports: '../metrics/metrics.ts' },
  { file: 'src/hooks/b.ts', imports: '../request/sources.ts' },
  { file: 'src/providers/acme/graphql.ts', imports: '../../schema/builder.ts' },
  { file: 'src/providers/acme/index.ts', imports: '../../upstream/upstream.ts' },
  { file: 'src/sandbox/b.ts', imports: '../signing/acs3.ts' },
  { file: 'src/start/embedded-sandbox.ts', imports: '../sandbox/index.ts' },
  { file: 'src/board/b.ts', imports: '../http/static-file.ts' },
  { file: 'test/b.ts', imports: '#src/sandbox/index.ts' },
];

const folder = mkdtempSync(join(tmpdir(), 'import-rules-'));
const found = new Set<string>();

/** Files that import each other's types, by the names of those types. */
const circle = { chicken: 'egg', egg: 'chicken' };
const circular = new Set<string>();

interface Report {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

/** Each import on a line of its own, so that a report's line tells which it is of. */
function writeImports(): void {
  const files = Map.groupBy([...forbidden, ...allowed], ({ file }) => file);
  for (const [file, cases] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), cases.map(({ imports }) => `import '${imports}';\n`).join(''));
  }
}

const importOn = (file: string, line: number): string =>
  [...forbidden, ...allowed].filter((each) => each.file === file)[line - 1]?.imports ?? '';

/** One run for all of them. The rules are those of the project; only what needs types is left out. */
beforeAll(async () => {
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeImports();
  for (const [name, other] of Object.entries(circle)) {
    const text = `import type { ${other} } from './${other}.ts';\nexport type ${name} = ${other} | null;\n`;
    writeFileSync(join(folder, `src/tasks/${name}.ts`), text);
  }
  const command = [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', 'src', 'board', 'test'];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, command, { cwd: folder }, (_error, text) => resolve(text));
  });
  const { diagnostics } = JSON.parse(output) as Report;
  for (const { code, filename, labels } of diagnostics) {
    if (code.includes('no-cycle')) circular.add(filename);
    if (!code.includes('no-restricted-imports')) continue;
    for (const { span } of labels) found.add(`${filename} ${importOn(filename, span.line)}`);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

test.for(forbidden)('$file must not import $imports', ({ file, imports }) => {
  expect(found).toContain(`${file} ${imports}`);
});

test.for(allowed)('$file may import $imports', ({ file, imports }) => {
  expect(found).not.toContain(`${file} ${imports}`);
});

test('a circle of imports is refused, though types alone are imported', () => {
  expect([...circular].sort()).toEqual(['src/tasks/chicken.ts', 'src/tasks/egg.ts']);
});
