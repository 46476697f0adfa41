import { fileOf } from '#test/config/config-file.ts';
import { runMain, urlOf, type MainProcess } from '#test/config/process.ts';
import { askAt, type Ask } from './asking.ts';

/** A gateway in a process of its own. */
export interface Replica extends MainProcess {
  /** Where it takes queries. */
  readonly url: string;
  readonly ask: Ask;
  /** The messages of its log from the level `warn` on. */
  warnings(): string[];
  terminate(): void;
  kill(): void;
  freeze(): void;
  thaw(): void;
}

/** Starts a gateway of a configuration in a process of its own; it ends with the test. Fails with what it complains of. */
export async function startReplica(config: object): Promise<Replica> {
  const main = runMain(['--config', fileOf(JSON.stringify({ server: { port: 0 }, ...config }))], {
    NODE_ENV: 'production',
  });
  const failed = main.ended.then(() => Promise.reject(new Error(main.complaints())));
  const url = await Promise.race([urlOf(main), failed]);
  failed.catch(() => undefined);
  const signal = (name: NodeJS.Signals) => () => void main.child.kill(name);
  return {
    ...main,
    url,
    ask: askAt(url),
    warnings: () =>
      main
        .log()
        .filter(({ level }) => level !== 'info')
        .map(({ msg }) => String(msg)),
    terminate: signal('SIGTERM'),
    kill: signal('SIGKILL'),
    freeze: signal('SIGSTOP'),
    thaw: signal('SIGCONT'),
  };
}

/** Starts three gateways of one configuration. */
export const startReplicas = async (config: object): Promise<readonly [Replica, Replica, Replica]> =>
  Promise.all([startReplica(config), startReplica(config), startReplica(config)]);
