import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { probeSources } from '#src/start/probe.ts';
import { sourceTable } from '#src/start/source-table.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { metrics } from '#test/metrics/scrape.ts';
import { everyFault, huawei, signing } from './every-fault.ts';
import { credentials, ecs, lookUp, startGateway } from './gateway.ts';

test('no answer, no line of the log, no metric, no state of a source and no check holds a key, a signature, a signed address or a string to sign', async () => {
  const { url, calls, spoil } = await startFaultyUpstream();
  const limits = { attemptMs: 60, attempts: 2, backoffMs: 1, throttledBackoffMs: 1, breaker: false };
  const sources = [ecs(url, { limits }), { ...huawei(url), limits }];
  const gateway = await startGateway(sources, { metrics });
  const { ask, said } = gateway;
  const told = [...sourceTable(sources)];
  for (const [index, fault] of everyFault.entries()) {
    spoil(fault);
    // At once, since some faults have to be waited for.
    const probing = probeSources(loadConfig({}), sources);
    await Promise.all([
      ask(lookUp(`t-${index}`), { 'x-taskline-explain': '1' }),
      ask(lookUp(`h-${index}`, 'huawei'), { 'x-taskline-explain': '1' }),
      ask('{ batchTasks(first: 2) { nodes { taskId } sources { error { code message providerCode requestId } } } }'),
    ]);
    told.push(await (await fetch(`${gateway.url}/sources`)).text());
    told.push(JSON.stringify(await probing));
  }
  const scraped = await (await fetch(gateway.metricsUrl ?? '')).text();
  expect(scraped).toContain('code="UPSTREAM_BAD_RESPONSE"');
  expect(told.join()).toContain('"lastError":{');
  const text = [said(), ...told, scraped].join('\n');
  expect(text).toContain('UPSTREAM_BAD_RESPONSE');
  expect(text).not.toContain('leaked');
  // Where a source is, its operator may see in the check.
  const withoutTable = text.replaceAll(url, '');
  for (const secret of Object.values(credentials)) expect(text).not.toContain(secret);
  expect(withoutTable).not.toContain(new URL(url).host);
  expect(text).not.toMatch(signing);
  const sent = calls.flatMap(({ headers }) => [
    headers.authorization,
    headers['x-acs-signature-nonce'],
    headers['x-sdk-date'],
  ]);
  for (const secret of new Set(sent)) if (secret !== undefined) expect(text).not.toContain(secret);
});
