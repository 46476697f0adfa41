import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { compare } from '../comparison.ts';
import { onceSettled } from '../once-settled.ts';
import type { Scenario } from '../scenario.ts';
import type { StageOptions } from '../stage.ts';

const hugeBytes = 400_000_000;

const jwt = { issuer: 'https://issuer.example', audience: 'taskline', algorithms: ['ES256'] };

/** A pair of keys: the public one as the issuer tells it, and a token of caller B that it verifies. */
async function createIdentity() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const token = await new SignJWT({ taskline_sources: ['*'] })
    .setProtectedHeader({ alg: 'ES256', kid: 'first' })
    .setIssuer(jwt.issuer)
    .setAudience(jwt.audience)
    .setSubject('b')
    .setExpirationTime('10m')
    .sign(privateKey);
  return { key: JSON.stringify({ ...(await exportJWK(publicKey)), kid: 'first', alg: 'ES256' }), token };
}

/** Whether an issuer that answers too much stops the callers. */
export const keySet: Scenario = {
  name: 'key-set',
  title: 'an issuer answers 400 MB of keys; the gateway has none yet',
  play: async (open, cloudsUrl) => {
    const { key, token } = await createIdentity();
    const auth = { mode: 'jwt', jwt: { ...jwt, jwksUrl: `${cloudsUrl}/key-set` } };
    const options: StageOptions = { auth, authorization: `Bearer ${token}` };
    const before = await open(options);
    await before.clouds.setKeySet(key, 0);
    const quiet = await before.quiet();
    await before.end();
    const stage = await open(options);
    await stage.clouds.setKeySet(key, hugeBytes);
    const comparisons = compare(quiet, await stage.atWork(), ['OVERLOADED']);
    const megabytes = Math.round((await stage.clouds.keySetBytes()) / 1e6);
    return {
      comparisons,
      counters: [
        // What was sent: 1 MB is read, the rest lies in the buffers of the two sockets.
        { what: 'of a key set taken, MB', value: megabytes, atMost: 16 },
        await onceSettled(stage.gateway, async () => stage.gateway.peakMemory(), 'peak of memory, MB', 512),
      ],
      ofA: {},
    };
  },
};
