import type { ServerResponse } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { fetchKeys } from '#src/access/fetch-keys.ts';
import { startIssuer } from './issuer.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test.for<{ what: string; spoil: (response: ServerResponse) => void }>([
  { what: 'no answer', spoil: () => undefined },
  { what: 'half an answer', spoil: (response) => void response.write('{"keys":[') },
])('$what ends with the time, though garbage is collected meanwhile', async ({ spoil }) => {
  const issuer = await startIssuer();
  issuer.state.spoil = spoil;
  const collecting = setInterval(collectGarbage, 50);
  onTestFinished(() => clearInterval(collecting));
  await expect(fetchKeys(issuer.url, 500)).rejects.toThrow('it took longer than 0.5 seconds');
});
