import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cloudAnswer } from '../fairness/cloud-answers.ts';

/** An ECS that has every task whose id says so, and answers at once. It checks no signatures. */
const server = createServer((request, response) => {
  request.resume();
  const { status, body } = cloudAnswer(new URL(request.url ?? '', 'http://upstream'));
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit());
