import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';
import { hostileRequests } from './hostile-requests.ts';

async function send(url: string, body: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body,
  });
  return { status: response.status, text: await response.text() };
}

interface Refusal {
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

test.for(hostileRequests().map((request) => request))(
  '$name: refused shortly, and at no upstream call',
  async ({ body, code }) => {
    const { url, sent } = await startTestTaskline();
    await send(url, '{"query":"{ sources { key } }"}');
    const { status, text } = await send(url, body);
    const { errors } = JSON.parse(text) as Refusal;
    expect([status >= 200 && status < 500, errors[0]?.extensions.code]).toEqual([true, code]);
    expect(errors.length).toBeLessThan(10);
    expect(text.length).toBeLessThan(5_000);
    expect(text).not.toMatch(/node_modules|\.ts\b|\n\s+at /);
    expect(sent()).toEqual([]);
  },
);
