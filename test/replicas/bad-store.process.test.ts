import { expect, test } from 'vitest';
import { freePort } from '#test/free-port.ts';
import { taskQuery } from './asking.ts';
import { configWithStore } from './config-with-store.ts';
import { startReplica } from './processes.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

// Processes: the store's client could write to the terminal by itself.
const found = { status: 200, data: { batchTask: { taskId: 't-1' } } };

test('a store that cannot be reached at the start is a warning, and queries are answered', async () => {
  const config = await configWithStore(`redis://:hunter-password@127.0.0.1:${await freePort()}`);
  const replica = await startReplica(config);
  expect(await replica.ask(taskQuery('t-1'))).toEqual(found);
  expect(replica.warnings()).toEqual([
    'The shared store cannot be reached (ECONNREFUSED): this replica goes on alone.',
  ]);
  expect(replica.output() + replica.complaints()).not.toContain('hunter-password');
});

test.skipIf(!storeProgram)('a wrong password is one line without it, and queries are answered', async () => {
  const { port } = await startStoreServer(['--requirepass', 'right-password']);
  const replica = await startReplica(await configWithStore(`redis://:hunter-password@127.0.0.1:${port}`));
  for (let count = 0; count < 5; count += 1) expect(await replica.ask(taskQuery('t-1'))).toEqual(found);
  expect(replica.warnings()).toEqual([
    'The shared store refuses the password or the user (WRONGPASS): this replica goes on alone.',
  ]);
  expect(replica.output() + replica.complaints()).not.toMatch(/hunter|right-password/);
});
