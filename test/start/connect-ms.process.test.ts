import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createAgent, createSender } from '#src/upstream/send.ts';

/** An address where nobody is let in: its process stands still, and its queue of connections is full. */
async function startFull(): Promise<string> {
  const address = '{ port: 0, host: "127.0.0.1", backlog: 1 }';
  const tell = 'function () { console.log(this.address().port) }';
  const child = spawn(process.execPath, ['-e', `require("net").createServer().listen(${address}, ${tell})`]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGSTOP');
  for (let filling = 0; filling < 8; filling += 1) {
    const socket = connect(Number(port.toString()), '127.0.0.1').on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
  }
  return `http://127.0.0.1:${port.toString().trim()}`;
}

test('connecting to an upstream takes as long as connectMs says at most', async () => {
  const origin = await startFull();
  const failureBy = async (connectMs: number): Promise<unknown> => {
    const agent = createAgent(connectMs);
    onTestFinished(() => agent.destroy());
    const error: unknown = await createSender(agent)({ origin, method: 'GET', path: '/', headers: {} }).answer.catch(
      (thrown: unknown) => thrown,
    );
    return { connectMs, error };
  };
  // The patient one is first.
  expect(await Promise.race([failureBy(600_000), failureBy(50)])).toMatchObject({
    connectMs: 50,
    error: { code: 'UND_ERR_CONNECT_TIMEOUT' },
  });
});
