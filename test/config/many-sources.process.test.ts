import { expect, test } from 'vitest';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { fileOfManySources } from './many-sources.ts';
import { runMain, urlOf } from './process.ts';

test('300 sources of fewer than 40 lines start and answer, each asked with its own key', async () => {
  const upstream = await startFaultyUpstream();
  const { file, lines, names } = fileOfManySources(upstream.url);
  expect(lines).toBeLessThan(40);
  const main = runMain(['--config', file], { PORT: '0' });
  const url = await urlOf(main);
  const ask = async (query: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return response.json();
  };
  const { data } = (await ask('{ sources { key } }')) as { data: { sources: { key: string }[] } };
  expect(new Set(data.sources.map(({ key }) => key)).size).toBe(300);
  const lookups = names.map((name) => `${name}: batchTask(source: "${name}-eu-central-1", taskId: "t") { taskId }`);
  expect(await ask(`{ ${lookups.join(' ')} }`)).toEqual({
    data: Object.fromEntries(names.map((name) => [name, { taskId: 't' }])),
  });
  const keys = upstream.calls.map(({ headers }) => /Credential=([\w-]+)/.exec(headers.authorization ?? '')?.[1] ?? '');
  expect(new Set(keys)).toEqual(new Set(names.map((name) => `id-${name}`)));
  expect(new Set(upstream.calls.map(({ query }) => query.get('RegionId')))).toEqual(new Set(['eu-central-1']));
  main.child.kill('SIGTERM');
  expect(await main.ended).toBe(0);
  expect(main.output() + main.complaints()).not.toMatch(/hunter2|id-a/);
});
