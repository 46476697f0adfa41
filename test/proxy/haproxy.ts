import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '#test/free-port.ts';
import { whenUp } from './when-up.ts';

/**
 * Debian's haproxy before gateways on these ports. It asks each five times a second whether it is ready, and tries no request
 * twice: a gateway that hangs up on one is seen.
 */
export async function startHaproxy(ports: readonly number[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'taskline-haproxy-'));
  const port = await freePort();
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(
    file,
    `defaults
  mode http
  retries 0
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout tunnel 1h
frontend all
  bind 127.0.0.1:${port}
  default_backend taskline
backend taskline
  balance roundrobin
  option httpchk GET /ready
  http-check expect status 200
  default-server check inter 200ms fall 1 rise 1
${ports.map((each) => `  server on-${each} 127.0.0.1:${each}`).join('\n')}
`,
  );
  const haproxy = spawn('/usr/sbin/haproxy', ['-db', '-q', '-f', file], { stdio: 'inherit' });
  const ended = new Promise((resolve) => haproxy.once('close', resolve));
  onTestFinished(async () => {
    haproxy.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  });
  return whenUp(`http://127.0.0.1:${port}`);
}
