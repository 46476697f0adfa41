import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { execute, parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileOperation } from '#src/execution/compile-operation.ts';
import { createCursorCodec } from '#src/pagination/index.ts';
import { ProcessorTurns } from '#src/platform/processor-turns.ts';
import { type Context, createContext } from '#src/request/context.ts';
import type { Sources } from '#src/request/sources.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startSandbox, type Sandbox } from '#src/sandbox/start.ts';
import { schema } from '#src/schema/index.ts';
import type { Client } from '#src/platform/client.ts';
import { openSources } from '#test/connected-sources.ts';
import { oneOfEach } from '../../bench/workloads.ts';
import { RandomDocuments } from '../limits/random-documents.ts';
import { expectSame } from './same-answer.ts';

let sandbox: Sandbox;
let sources: Sources;
let opened: ReturnType<typeof openSources>;
const turns = new ProcessorTurns();

beforeAll(async () => {
  // Tasks that make progress between two executions would answer otherwise.
  const started = new Date();
  sandbox = await startSandbox({ now: () => started });
  opened = openSources([...sandboxSources(sandbox.url)]);
  ({ sources } = opened);
});
afterAll(() => Promise.all([opened.close(), sandbox.close()]));

const cursors = createCursorCodec(['a key for the cursors of this test']);

/** A client that came by no socket, and stays. */
function clientInProcess(): Client {
  const incoming = new IncomingMessage(new Socket());
  return { incoming, outgoing: new ServerResponse(incoming) };
}

const contextFor = (): Context =>
  createContext({
    sources,
    cursors,
    turns,
    client: clientInProcess(),
    principal: '',
    deadlineMs: 15_000,
    explain: false,
  });

async function answers(query: string) {
  const document = parse(query);
  if (validate(schema, document).length > 0) return null;
  const [ours, theirs] = [contextFor(), contextFor()];
  const expected = await execute({ schema, document, contextValue: theirs });
  const result = await compileOperation(schema, document).execute({ contextValue: ours });
  for (const { caller } of [ours, theirs]) caller.end();
  return { result, expected };
}

test('any legal document over the schema has the answer of graphql-js', async () => {
  const first = await answers('{ batchTasks(first: 20) { nodes { id source { id } } } }');
  if (!first) throw new Error('not a legal document');
  const { batchTasks } = first.result.data as { batchTasks: { nodes: { id: string; source: { id: string } }[] } };
  const ids = batchTasks.nodes.flatMap(({ id, source }) => [id, source.id]).map((id) => JSON.stringify(id));
  const literals = {
    source: [...oneOfEach.map(([source]) => JSON.stringify(source)), '"nothing"'],
    key: oneOfEach.map(([source]) => JSON.stringify(source)),
    taskId: [...oneOfEach.map(([, taskId]) => JSON.stringify(taskId)), '"t-0"', '""'],
    id: [...ids, '"no id"'],
    ids: [`[${ids.slice(0, 3).join()}]`, `[${ids.join()}, "no id"]`, ids[0] ?? '', '[]'],
    first: ['0', '1', '7', '40', '-1'],
    after: ['"no cursor"'],
    filter: ['null', '{}'],
    name: ['"Query"', '"BatchTask"', '"HuaweiDnsBatchTask"', '"nothing"'],
    includeDeprecated: ['true', 'false'],
    direction: ['ASC', 'DESC'],
  };
  let [legal, failing] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.integer({ min: 2, max: 6 }), async (generate, depth) => {
      const found = await answers(new RandomDocuments(generate, literals).query(depth));
      if (!found) return;
      legal += 1;
      if (found.expected.errors) failing += 1;
      expectSame(found.result, found.expected, false);
    }),
    { numRuns: 120, endOnFailure: true },
  );
  expect([legal > 60, failing > 10], `${legal} legal, ${failing} failing`).toEqual([true, true]);
});
