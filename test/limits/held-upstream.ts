import type { SourceConfig } from '#src/config/source.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';

const cities = ['hangzhou', 'singapore'];

/** Lists that are answered once the upstream is told to. */
export const heldLists = cities.map((city) => `{ aliyunEcsTasks(source: "aliyun-ecs-${city}") { nodes { id } } }`);

/** An ECS that answers nothing before it is told to, and the sources of the sandbox, of which those of ECS lead there. */
export async function startHeldUpstream() {
  const { url, calls, spoil } = await startFaultyUpstream();
  const { promise: isTold, resolve: answer } = Promise.withResolvers<void>();
  spoil((response, body) => void isTold.then(() => response.end(body)));
  const sources = (sandboxUrl: string): readonly SourceConfig[] =>
    sandboxSources(sandboxUrl).map((source) =>
      source.provider === 'ALIYUN_ECS' ? { ...source, endpoint: url } : source,
    );
  return { calls, answer, sources };
}
