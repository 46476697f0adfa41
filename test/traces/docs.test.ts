import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tracesOf } from '#src/config/traces.ts';
import { codeBlocks, pageAt } from '#test/docs/markdown.ts';
import { startTestTaskline } from '#test/taskline.ts';
import { startReceiver, tracesTo } from './receiver.ts';
import { traceOf } from './traced-gateway.ts';

const page = pageAt('docs/traces.md');

/** The words in the first column of the table under a heading. */
function firstColumn(heading: string): string[] {
  const [, section = ''] = page.text.split(`## ${heading}\n`, 2);
  const [table = ''] = /(^\|.*\n)+/m.exec(section) ?? [];
  const cells = Array.from(table.matchAll(/^\| ([^|]+) \|/gm), ([, cell = '']) => cell).slice(1);
  return cells.flatMap((cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, word = '']) => word));
}

/** The lines of a picture: by their depth and names, and what they tell that does not depend on the moment. */
const linesOf = (picture: string): string[] =>
  picture
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/(?<=\S)\s+(SERVER|CLIENT)?\s+\d+ ms\s+/, ' '));

/** A line with its words in order. Which of two sources was throttled is a matter of which was asked first. */
function inOrder(text: string): string {
  const line = text.replaceAll(/aliyun-ecs-\w+/g, 'aliyun-ecs');
  return `${/^ */.exec(line)?.[0]}${line.trim().split(' ').toSorted().join(' ')}`;
}

/** The default of a variable. */
const defaultOf = (name: string): string =>
  new RegExp(`\`${name}\`(?:, \`\\w+\`)* \\| (\\S+) \\|`).exec(page.text)?.[1] ?? '';

/** What the pictures tell of a span, if they tell it. */
const shown = [
  'http.response.status_code',
  'http.request.resend_count',
  'error.type',
  'taskline.provider_code',
  'graphql.operation.name',
  'taskline.cost',
  'taskline.outcome',
  'taskline.source',
  'taskline.from',
  'taskline.attempts',
];

test('the traces of the page are those of such a request', async () => {
  const receiver = await startReceiver();
  const { askText, spoil } = await startTestTaskline({ config: { traces: tracesTo(receiver.url) } });
  await spoil({ provider: 'ALIYUN_ECS', kind: 'throttle', times: 1 });
  const query = `query Board {
    batchTasks(first: 2, filter: { providers: [ALIYUN_ECS] }) { nodes { taskId } }
    aliyunDnsBatchTask(source: "aliyun-dns", taskId: "123456") { status }
  }`;
  for (const id of ['first', 'again']) await askText(query, {}, { 'x-request-id': id });
  const isDone = () => receiver.spans().filter(({ kind }) => kind === 'SERVER').length;
  await expect.poll(isDone).toBe(2);
  const pictures = codeBlocks(page, 'text').map(linesOf);
  for (const [index, id] of ['first', 'again'].entries()) {
    const spans = traceOf(receiver.spans(), id);
    const depthOf = (parentId: string | undefined): number => {
      const parent = spans.find(({ spanId }) => spanId === parentId);
      return parent ? 1 + depthOf(parent.parentId) : 0;
    };
    const lines = spans.map(({ name, parentId, attributes }) => {
      const words = shown.filter((key) => key in attributes).map((key) => `${key}=${String(attributes[key])}`);
      return `${'  '.repeat(depthOf(parentId))}${[name, ...words].join(' ')}`;
    });
    expect(lines.map(inOrder).toSorted()).toEqual(pictures[index]?.map(inOrder).toSorted());
    for (const { attributes } of spans)
      expect(firstColumn('What is told')).toEqual(expect.arrayContaining(Object.keys(attributes)));
  }
});

test('the page has every attribute, and no other', () => {
  const sources = globSync('src/traces/*-span.ts')
    .concat('src/traces/traces.ts', 'src/traces/branch.ts', 'src/traces/remembered.ts')
    .map((file) => readFileSync(file, 'utf8'));
  const names = sources.flatMap((text) =>
    Array.from(text.matchAll(/'([a-z]+(?:\.[a-z_-]+)+)':/g), ([, name = '']) => name),
  );
  expect(firstColumn('What is told').toSorted()).toEqual([...new Set(names)].toSorted());
});

test('the page has every variable that is read, and no other', () => {
  const read = new Set<string>();
  const environment = new Proxy<Record<string, string>>(
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_SAMPLER: 'traceidratio' },
    {
      get(target, name: string) {
        read.add(name);
        return target[name];
      },
    },
  );
  tracesOf(environment);
  const variables = firstColumn('Variables').filter((name) => name.startsWith('OTEL_'));
  const common = [...read].filter(
    (name) => !name.startsWith('OTEL_EXPORTER_OTLP_TRACES_') || name.endsWith('_ENDPOINT'),
  );
  expect(variables.toSorted()).toEqual(common.toSorted());
});

test('the defaults of the page are those of the gateway', () => {
  const { traces } = tracesOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' });
  expect({
    timeoutMs: Number(defaultOf('OTEL_EXPORTER_OTLP_TIMEOUT')),
    protocol: defaultOf('OTEL_EXPORTER_OTLP_PROTOCOL'),
    delayMs: Number(defaultOf('OTEL_BSP_SCHEDULE_DELAY')),
    spans: Number(defaultOf('OTEL_BSP_MAX_QUEUE_SIZE')),
    batch: Number(defaultOf('OTEL_BSP_MAX_EXPORT_BATCH_SIZE')),
    exportMs: Number(defaultOf('OTEL_BSP_EXPORT_TIMEOUT')),
    textLength: Number(defaultOf('OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT')),
    links: Number(defaultOf('OTEL_SPAN_LINK_COUNT_LIMIT')),
    name: defaultOf('OTEL_SERVICE_NAME'),
  }).toEqual({
    timeoutMs: traces?.receiver.timeoutMs,
    protocol: traces?.receiver.protocol,
    ...traces?.queue,
    textLength: traces?.textLength,
    links: traces?.links,
    name: traces?.resource['service.name'],
  });
});
