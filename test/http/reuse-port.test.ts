import { expect, test } from 'vitest';
import { toListenError } from '#src/http/listen-error.ts';
import { serve } from './serve.ts';

test('servers that share a port listen on it together; one that does not share it is told so', async () => {
  const { port } = await serve({ reusePort: true });
  expect((await serve({ reusePort: true, port })).port).toBe(port);
  await expect(serve({ port })).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
});

test('a port that is taken by a server which does not share it is told in a line', async () => {
  const { port } = await serve();
  await expect(serve({ reusePort: true, port })).rejects.toThrow(
    `port ${port} on 127.0.0.1 is in use by a process that does not share it: without server.reusePort, or of another user`,
  );
});

test('a system that cannot share ports is told in a line', () => {
  const cause = Object.assign(new Error('listen ENOTSUP'), { code: 'ENOTSUP' });
  expect(toListenError(cause, { host: '127.0.0.1', port: 4000, reusePort: true }).message).toBe(
    'server.reusePort: this system cannot share port 4000 between processes',
  );
});
