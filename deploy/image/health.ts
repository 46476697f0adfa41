import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/* Whether the gateway of this container lives, by its exit code: the image has no curl. */

const { HOST = '', PORT = '4000' } = process.env;

/** An address that stands for all of them is asked by the loopback. */
const host = ['', '0.0.0.0', '::', '[::]'].includes(HOST) ? '127.0.0.1' : HOST.replace(/^\[(.*)\]$/, '$1');

// The certificate is for other names than that of the loopback, and nothing is told to who holds it.
const options = { host, port: PORT, path: '/health', timeout: 2_000, rejectUnauthorized: false };

const isAlive = (request: typeof requestHttp | typeof requestHttps): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.end();
  });

// With `server.tls` plain HTTP is not answered.
const answered = (await isAlive(requestHttp)) || (await isAlive(requestHttps));
process.exit(answered ? 0 : 1);
