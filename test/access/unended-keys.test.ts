import type { ServerResponse } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { fetchKeys } from '#src/access/fetch-keys.ts';
import { startIssuer } from './issuer.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const unended: readonly ((response: ServerResponse) => void)[] = [
  () => undefined,
  (response) => void response.write('{"keys":['),
];

test('no answer, and half of one, ends with the time, though garbage is collected meanwhile', async () => {
  const issuers = await Promise.all(unended.map(() => startIssuer()));
  for (const [index, spoil] of unended.entries()) (issuers[index] ?? expect.unreachable()).state.spoil = spoil;
  const collecting = setInterval(collectGarbage, 50);
  onTestFinished(() => clearInterval(collecting));
  const fetched = await Promise.allSettled(issuers.map(({ url }) => fetchKeys(url, 500)));
  for (const outcome of fetched)
    expect(outcome).toMatchObject({ reason: { message: 'it took longer than 0.5 seconds' } });
});
