import { compareBeside } from '../beside-work.ts';
import { knownId } from '../cloud-answers.ts';
import { authorizations } from '../configuration.ts';
import type { Work } from '../kept-at-work.ts';
import { idsOfRequest } from '../requests.ts';
import type { Scenario } from '../scenario.ts';
import { walkedSource } from '../sources.ts';

const work: Work = { request: 'unknown ids', connections: 8 };

/** A cache that the walk fills many times in the time that there is. */
const limits = { memoryEntries: 2_000 };

const finished = Array.from({ length: 8 }, (_, index) => knownId(`finished-${index}`));

/** Caller B looks at its finished tasks, which are remembered for an hour. */
async function readFinished(origin: string): Promise<void> {
  const lookups = finished.map(
    (id, index) => `t${index}: batchTask(source: "${walkedSource}", taskId: "${id}") { status }`,
  );
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: authorizations.b },
    body: JSON.stringify({ query: `{ ${lookups.join(' ')} }` }),
  });
  const text = await response.text();
  if (!text.includes('SUCCEEDED')) throw new Error(`Caller B cannot read its finished tasks: ${text.slice(0, 300)}`);
}

/** Whether what one caller asks for pushes out what another has remembered. */
export const walk: Scenario = {
  name: 'walk',
  title: 'a walk over unknown ids, with a cache of 2,000 entries',
  play: async (open) => {
    const stage = await open({ limits });
    await readFinished(stage.gateway.origin);
    const result = await compareBeside(stage, work);
    const before = await stage.clouds.countAsked(finished);
    await readFinished(stage.gateway.origin);
    const asked = (await stage.clouds.countAsked(finished)) - before;
    const walked = (result.ofA.data ?? 0) * idsOfRequest;
    return {
      ...result,
      counters: [{ what: `of 8 finished tasks asked anew, after ${walked} unknown ids`, value: asked, atMost: 0 }],
    };
  },
};
