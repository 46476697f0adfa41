import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

type Service = Readonly<Record<string, (...args: never[]) => unknown>>;

/** A service in another process: the same functions, each answered later. */
export type Remote<Served extends Service> = {
  readonly [Name in keyof Served]: (...args: Parameters<Served[Name]>) => Promise<Awaited<ReturnType<Served[Name]>>>;
};

interface Question {
  readonly number: number;
  readonly name: string;
  readonly args: readonly never[];
}

type Answer = { readonly number: number } & ({ readonly value?: unknown } | { readonly error: string });

/** Answers what the bench asks of this process. It ends with the bench, however that ends. */
export function serve(service: Service): void {
  process.on('message', (question: Question) => void answerTo(service, question));
  process.on('disconnect', () => process.exit());
}

async function answerTo(service: Service, { number, name, args }: Question): Promise<void> {
  try {
    process.send?.({ number, value: await service[name]?.(...args) });
  } catch (error) {
    process.send?.({ number, error: String(error) });
  }
}

/** Runs a program that serves, beside this file, in a process of its own. */
export function startRemote<Served extends Service>(program: string) {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)));
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  child.on('message', (answer: Answer) => settle(waiting, answer));
  child.on('exit', (code, signal) =>
    waiting.forEach(({ reject }) => reject(new Error(`${program} ended: ${signal ?? code}.`))),
  );
  let asked = 0;
  const ask = (name: string, args: unknown[]): Promise<unknown> => {
    const number = asked++;
    const later = Promise.withResolvers<unknown>();
    waiting.set(number, later);
    child.send({ number, name, args });
    return later.promise;
  };
  const remote = new Proxy({} as Remote<Served>, {
    // A promise that resolves to a proxy asks it for `then`.
    get: (_, name) => (name === 'then' ? undefined : (...args: unknown[]) => ask(String(name), args)),
  });
  return { remote, end: () => endProcess(child) };
}

function settle(waiting: Map<number, PromiseWithResolvers<unknown>>, answer: Answer): void {
  const asked = waiting.get(answer.number);
  waiting.delete(answer.number);
  if ('error' in answer) asked?.reject(new Error(answer.error));
  else asked?.resolve(answer.value);
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
