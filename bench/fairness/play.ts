import type { Result, Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { type Cast, openStage, startCast } from './stage.ts';
import { heading, isWithinTargets, resultText } from './table.ts';

/** The scenarios of these names; all without any. */
function chosenOf(names: readonly string[]): readonly Scenario[] {
  const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown.length === 0) return scenarios.filter(({ name }) => names.length === 0 || names.includes(name));
  throw new RangeError(
    `There is no scenario ${unknown.join(', ')}; there are ${scenarios.map(({ name }) => name).join(', ')}.`,
  );
}

/** Each scenario has gateways of its own, which end with it. */
async function playOne(scenario: Scenario, cast: Cast, cloudsUrl: string): Promise<Result> {
  await using gateways = new AsyncDisposableStack();
  // Awaited here: the gateways end when this function returns.
  return await scenario.play(
    async (options) => gateways.adopt(await openStage(cast, cloudsUrl, options), (stage) => stage.end()),
    cloudsUrl,
  );
}

/** Plays scenarios one after another, and prints what came of each. */
export async function playFairness(names: readonly string[]): Promise<void> {
  const chosen = chosenOf(names);
  await using started = new AsyncDisposableStack();
  const cast = started.adopt(startCast(), (each) => each.end());
  const cloudsUrl = await cast.clouds.listen();
  process.stdout.write(`${heading()}\n`);
  let within = 0;
  for (const scenario of chosen) {
    const result = await playOne(scenario, cast, cloudsUrl);
    if (isWithinTargets(result)) within += 1;
    process.stdout.write(`${resultText(scenario, result)}\n`);
  }
  process.stdout.write(`${within} of ${chosen.length} scenarios are within their targets.\n`);
}
