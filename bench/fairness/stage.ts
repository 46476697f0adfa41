import type { CallerA } from './caller-a.ts';
import type { CallerB, Observation } from './caller-b.ts';
import type { Clouds } from './clouds.ts';
import { authorizations } from './configuration.ts';
import { type GatewayOptions, startGateway } from './gateway.ts';
import type { Work } from './kept-at-work.ts';
import { startRemote } from './remote.ts';
import { slowSource } from './sources.ts';
import type { Kind } from './usual-requests.ts';

/** How long caller B is observed, in milliseconds. */
const phases = { warmUp: 1_000, quiet: 2_000, atWork: 3_000 };

/** What a scenario is played on. */
export interface StageOptions extends GatewayOptions {
  /** How long the slow source takes for a call, in milliseconds. */
  readonly slowMs?: number;
  /** What caller B sends; all but slow lookups unless given. */
  readonly kinds?: readonly Kind[];
  /** The `authorization` of caller B, if it is not by its API key. */
  readonly authorization?: string;
}

/** The clouds and both callers, in processes of their own, for all scenarios. */
export function startCast() {
  const [clouds, a, b] = [
    startRemote<Clouds>('clouds.ts'),
    startRemote<CallerA>('caller-a.ts'),
    startRemote<CallerB>('caller-b.ts'),
  ];
  const end = async (): Promise<void> => void (await Promise.all([clouds, a, b].map((each) => each.end())));
  return { clouds: clouds.remote, a: a.remote, b: b.remote, end };
}

/** The clouds and both callers. */
export type Cast = ReturnType<typeof startCast>;

/** A gateway of its own for a scenario, and what can be done with it. */
export async function openStage(cast: Cast, cloudsUrl: string, options: StageOptions = {}) {
  const { slowMs = 20, kinds = ['pages', 'lookups', 'health'], authorization = authorizations.b, ...own } = options;
  await cast.clouds.setLatency(slowSource, slowMs);
  await cast.clouds.forgetCalls();
  const gateway = await startGateway(cloudsUrl, own);
  const observe = (milliseconds: number): Promise<Observation[]> =>
    cast.b.observe(gateway.origin, authorization, kinds, milliseconds);
  return {
    gateway,
    clouds: cast.clouds,
    a: cast.a,
    /** Caller B alone, once the gateway is warm. */
    quiet: async (): Promise<Observation[]> => {
      await observe(phases.warmUp);
      return observe(phases.quiet);
    },
    /** Caller B beside whatever goes on. */
    atWork: () => observe(phases.atWork),
    begin: (work: Work) => cast.a.begin(gateway.origin, authorizations.a, work),
    sendOnce: (work: Work) => cast.a.sendOnce(gateway.origin, authorizations.a, work),
    sendOnceOnUsed: (work: Work) => cast.a.sendOnceOnUsed(gateway.origin, authorizations.a, work),
    end: () => gateway.end(),
  };
}

/** What a scenario is played on. */
export type Stage = Awaited<ReturnType<typeof openStage>>;
