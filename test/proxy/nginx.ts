import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '#test/free-port.ts';
import { whenUp } from './when-up.ts';

/** Debian's nginx before a gateway: its buffers are those that it has by default, and it cuts what is silent for 20 s. */
export async function startNginx(gatewayUrl: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'taskline-nginx-'));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:${port};
    gzip on; gzip_types *;
    location / {
      proxy_pass ${gatewayUrl};
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 20s; proxy_send_timeout 20s;
    }
  }
}
`,
  );
  const nginx = spawn('/usr/sbin/nginx', ['-p', folder, '-c', file], { stdio: 'inherit' });
  const ended = new Promise((resolve) => nginx.once('close', resolve));
  onTestFinished(async () => {
    nginx.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  });
  return whenUp(`http://127.0.0.1:${port}`);
}
