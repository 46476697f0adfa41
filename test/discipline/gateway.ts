import { Writable } from 'node:stream';
import type { GraphQLFormattedError } from 'graphql';
import { request } from 'undici';
import { onTestFinished } from 'vitest';
import { type Config, loadConfig } from '#src/config/load.ts';
import type { SourceConfig } from '#src/config/source.ts';
import { createLogger } from '#src/platform/log.ts';
import { startTaskline } from '#src/start/taskline.ts';
import { loopOnTime } from '#test/loop-on-time.ts';

/** What `extensions.upstream` tells. */
export interface Explained {
  readonly plan?: boolean;
  readonly calls: readonly {
    readonly source: string;
    readonly operation: string;
    readonly batchSize: number;
    readonly attempts?: number;
    readonly milliseconds?: number;
    readonly from?: string;
  }[];
  readonly total: number;
}

export interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: { readonly upstream?: Explained };
}

export const credentials = { accessKeyId: 'the-key-id', accessKeySecret: 'the-key-secret' };

/** A source of ECS at this address. */
export const ecs = (endpoint: string, settings: Partial<SourceConfig> = {}): SourceConfig => ({
  key: 'ecs',
  provider: 'ALIYUN_ECS',
  region: 'cn-hangzhou',
  endpoint,
  credentials,
  ...settings,
});

/** A gateway over these sources, for as long as the test runs, and all that it said. */
export async function startGateway(sources: readonly SourceConfig[], config: Partial<Config> = {}) {
  let logged = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const logger = createLogger({ level: 'debug', pretty: false, destination });
  const options = { ...loadConfig({ PORT: '0' }), ...config, sources: [...sources] };
  const taskline = await startTaskline(options, logger, { watchLoop: loopOnTime });
  onTestFinished(() => taskline.kill());
  onTestFinished(() => taskline.stop());
  const answers: string[] = [];

  return {
    url: taskline.url,
    metricsUrl: taskline.metricsUrl,
    /** All answers and all lines of the log until now. */
    said: () => answers.join('\n') + logged,
    logged: () => logged,
    async ask(
      query: string,
      headers: Readonly<Record<string, string>> = {},
      { signal, variables }: { readonly signal?: AbortSignal; readonly variables?: object } = {},
    ): Promise<Answer> {
      const response = await request(`${taskline.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
        ...(signal && { signal }),
      });
      const text = await response.body.text();
      answers.push(text);
      return JSON.parse(text) as Answer;
    },
  };
}

/** A lookup of one task. */
export const lookUp = (taskId: string, source = 'ecs'): string =>
  `{ batchTask(source: "${source}", taskId: "${taskId}") { taskId status } }`;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
