import { Writable } from 'node:stream';
import type { GraphQLFormattedError } from 'graphql';
import { request } from 'undici';
import { expect, onTestFinished } from 'vitest';
import { type Config, loadConfig } from '#src/config/load.ts';
import type { SourceConfig } from '#src/config/source.ts';
import type { HookEnvironment } from '#src/hooks/hooks.ts';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { createLogger } from '#src/platform/log.ts';
import { startSandbox, type Call, type SandboxSettings } from '#src/sandbox/start.ts';
import type { Fault } from '#src/sandbox/faults.ts';
import { startTaskline } from '#src/start/taskline.ts';
import { loopOnTime } from '#test/loop-on-time.ts';
import type { TypedDocumentString } from '#test/gql/graphql.ts';

export interface TestOptions extends SandboxSettings {
  /** The sources, given the sandbox's address; the default configuration's unless given. */
  readonly sources?: (sandboxUrl: string) => readonly SourceConfig[];
  readonly config?: Partial<Omit<Config, 'sources'>>;
  readonly hooks?: HookEnvironment;
}

export interface Answer<Data> {
  readonly status: number;
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A gateway over a sandbox, both on free ports, for as long as the test runs. */
export async function startTestTaskline({
  sources = sandboxSources,
  config = {},
  hooks = {},
  ...settings
}: TestOptions = {}) {
  const sandbox = await startSandbox(settings);
  onTestFinished(() => sandbox.close());
  const log = keepLog();
  const options: Config = { ...loadConfig({ PORT: '0' }), ...config, sources: [...sources(sandbox.url)] };
  let current = options;
  const taskline = await startTaskline(options, log.logger, { watchLoop: loopOnTime, hooks });
  onTestFinished(() => taskline.stop());

  async function post<Data>(body: object, headers: Readonly<Record<string, string>>): Promise<Answer<Data>> {
    // Cheaper than `fetch`, which the suite would spend much of its time in.
    const response = await request(`${taskline.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.body.text();
    expectNoLeak(text);
    return { status: response.statusCode, ...(JSON.parse(text) as Omit<Answer<Data>, 'status'>) };
  }

  return {
    url: taskline.url,
    metricsUrl: taskline.metricsUrl,
    sandboxUrl: sandbox.url,
    /** Asks a typed operation. */
    ask: <Data, Variables>(
      document: TypedDocumentString<Data, Variables>,
      variables: Variables,
      headers: Readonly<Record<string, string>> = {},
    ) => post<Data>({ query: String(document), variables }, headers),
    /** Asks whatever the text says. */
    askText: <Data = Record<string, unknown>>(
      query: string,
      variables: object = {},
      headers: Readonly<Record<string, string>> = {},
    ) => post<Data>({ query, variables }, headers),
    /** The upstream calls until now. */
    sent: (): Call[] => sandbox.calls(),
    /** Makes upstream calls fail from now on. */
    spoil: async (...faults: Fault[]) => {
      const { status } = await fetch(`${sandbox.url}/__sandbox/faults`, {
        method: 'PUT',
        body: JSON.stringify(faults),
      });
      expect(status).toBe(204);
    },
    /** What was logged until now. */
    logged: log.text,
    /** Puts a configuration with these settings in the place of the one that it has. */
    reload: (changed: Partial<Config> = {}) => {
      current = { ...current, ...changed };
      return taskline.reload(current);
    },
    /** Reloads the same configuration: the certificate is read again. */
    reloadCertificate: () => taskline.reload(current),
    stop: () => taskline.stop(),
  };
}

function keepLog() {
  let text = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { logger: createLogger({ level: 'info', pretty: false, destination }), text: () => text };
}

/** Secrets, signatures, what is signed, and the traces of our own code. */
const secrets =
  /sandbox-secret|HMAC-SHA256|Signature=|SignedHeaders|string.to.sign|x-[a-z]+-(action|content|date|security|signature|timestamp|token|version)|\.ts:\d+|node_modules|127\.0\.0\.1/i;

export const expectNoLeak = (text: string): void => expect(text).not.toMatch(secrets);
