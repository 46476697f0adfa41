import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until requests pass to a gateway behind an address, which is given back. */
export async function whenUp(url: string): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const isUp = await fetch(`${url}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return url;
    await sleep(50);
  }
  throw new Error(`Nothing answers at ${url}.`);
}
