import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { canStartImage } from '../programs.ts';
import { faultsOfDockerfile, readDockerfile } from '../schemas/dockerfile.ts';
import { buildImage, type Image } from './build-image.ts';
import { contextFiles } from './context.ts';
import { runInImage, urlOf } from './run-image.ts';

const text = readFileSync('Dockerfile', 'utf8');
const { settings, stages } = readDockerfile(text);

let folder = '';
let image: Image;

beforeAll(async () => {
  if (!canStartImage) return;
  folder = mkdtempSync(join(tmpdir(), 'taskline-image-'));
  image = await buildImage(folder);
}, 120_000);

afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

/** The configuration of a gateway that others reach, at `/etc/taskline`. */
function configuration(more = ''): Readonly<Record<string, string>> {
  const own = mkdtempSync(join(tmpdir(), 'taskline-'));
  // For the user of the image too.
  chmodSync(own, 0o755);
  onTestFinished(() => rmSync(own, { recursive: true }));
  const credentials = '{ accessKeyId: a, accessKeySecret: b }';
  writeFileSync(
    join(own, 'taskline.yaml'),
    `auth: { mode: apiKeys, apiKeys: [ { name: board, sha256: ${'a'.repeat(64)}, sources: [ "*" ] } ] }
sources: [ { key: dns, provider: ALIYUN_DNS, endpoint: "http://127.0.0.1:9", credentials: ${credentials} } ]
${more}`,
  );
  mkdirSync(join(image.root, 'etc/taskline'), { recursive: true });
  return { '/etc/taskline': own };
}

const files = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const megabytes = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1_000_000;

test('a linter has nothing against the Dockerfile', () => {
  expect(faultsOfDockerfile(text)).toEqual([]);
  expect(faultsOfDockerfile('FROM a\nCOPPY b c\n')).not.toEqual([]);
});

test('Node in the image is the one that the project pins, and every base has a version', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>;
  };
  expect(settings['NODE_IMAGE']).toBe(`node:${packages['node_modules/node']?.version}-bookworm-slim`);
  expect(settings['RUNTIME_IMAGE']).toMatch(/^debian:12\.\d+-slim$/);
  expect(stages.map(({ base }) => base)).toEqual(['${NODE_IMAGE}', '${RUNTIME_IMAGE}']);
});

test('the last stage runs no command, so that its base needs no shell, and the image starts by words alone', () => {
  const steps = stages.at(-1)?.steps ?? [];
  expect(steps.map(({ keyword }) => keyword)).not.toContain('RUN');
  expect(steps.find(({ keyword }) => keyword === 'ENTRYPOINT')?.words).toEqual([
    '/usr/local/bin/node',
    '/app/src/main.ts',
  ]);
  expect(steps.find(({ keyword }) => keyword === 'USER')?.text).toMatch(/^[1-9]\d+:[1-9]\d+$/);
});

test('a builder is sent what the image is built of, and nothing that is made, secret or of tests', () => {
  const sent = contextFiles();
  expect(sent).toEqual(expect.arrayContaining(['package-lock.json', '.npmrc', 'src/main.ts', 'deploy/image/warm.ts']));
  expect(
    sent.filter((path) => /^(test|docs|examples|bench|node_modules|\.git|board\/dist|deploy\/(?!image))/.test(path)),
  ).toEqual([]);
});

test.skipIf(!canStartImage)('the image is small: with Debian below it has less than 250 MB', () => {
  const own = [join(image.root, 'app'), join(image.root, 'usr/local')].flatMap(files);
  // That is what debian:12-slim has.
  expect(megabytes(own) + 75).toBeLessThan(250);
  const application = files(join(image.root, 'app'));
  expect(megabytes(application)).toBeLessThan(45);
  expect(
    application.filter((path) => /\/node_modules\/(esbuild|preact|d3-\w+|vitest|typescript)\//.test(path)),
  ).toEqual([]);
});

test.skipIf(!canStartImage)(
  'every package that the gateway imports, or that one of its packages needs, is in the image',
  () => {
    const application = join(image.root, 'app');
    const isThere = (name: string): boolean => existsSync(join(application, 'node_modules', name, 'package.json'));
    const imported = files(join(application, 'src'))
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) =>
        Array.from(
          readFileSync(path, 'utf8').matchAll(/(?:^[ie}].* from |import\()'([@\w][^'\n]*)'/gm),
          ([, name = '']) => name,
        ),
      )
      .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
      .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? '');
    expect(new Set(imported).size).toBeGreaterThan(15);
    const packages = files(join(application, 'node_modules')).filter((path) =>
      /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path),
    );
    const needed = packages.flatMap((path) => {
      const { dependencies = {} } = JSON.parse(readFileSync(path, 'utf8')) as { readonly dependencies?: object };
      return Object.keys(dependencies);
    });
    // Types are not there at run time.
    const names = new Set([...imported, ...needed].filter((name) => !/^@types\/|-types$/.test(name)));
    expect([...names].filter((name) => !isThere(name))).toEqual([]);
  },
);

test.skipIf(!canStartImage)(
  'the gateway starts on a file system that nobody can write to, and is told alive; as first process it stops at SIGTERM',
  async () => {
    const environment = { PORT: '0' };
    const started = runInImage(image, image.entryPoint, {
      environment,
      mounts: configuration('server: { drainMs: 300 }'),
    });
    const url = await urlOf(started);
    for (const path of ['/health', '/ready', '/']) expect((await fetch(url + path)).status, path).toBe(200);
    const refused = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{ "query": "{ __typename }" }',
    });
    expect(refused.status).toBe(401);
    const check = (port: string) => runInImage(image, image.healthCheck, { environment: { PORT: port } }).ended;
    expect(await check(new URL(url).port)).toBe(0);
    expect(await check('9')).toBe(1);
    started.signal('SIGTERM');
    expect(await started.ended).toBe(0);
    expect(started.complaints()).toBe('');
  },
);

test.skipIf(!canStartImage)('a second SIGTERM ends the gateway before its drain is over', async () => {
  const started = runInImage(image, image.entryPoint, {
    environment: { PORT: '0' },
    mounts: configuration('server: { drainMs: 600000 }'),
  });
  await urlOf(started);
  started.signal('SIGTERM');
  // One that comes at once may be the same, sent twice.
  await sleep(1_500);
  started.signal('SIGTERM');
  expect(await started.ended).toBe(0);
});

test.skipIf(!canStartImage)('a SIGTERM ends the gateway while it starts', async () => {
  // A store that takes connections and says nothing: the start waits for it, and is stopped meanwhile.
  const store = createServer();
  onTestFinished(() => void store.close());
  await new Promise<void>((listening) => store.listen(0, '127.0.0.1', listening));
  const { port } = store.address() as AddressInfo;
  const mounts = configuration(`shared: { url: "redis://127.0.0.1:${port}" }`);
  const started = runInImage(image, image.entryPoint, { environment: { PORT: '0' }, mounts });
  store.once('connection', () => started.signal('SIGTERM'));
  expect(await started.ended).toBe(143);
});

test.skipIf(!canStartImage)('the user of the image cannot write to it', async () => {
  const script = `
    try { require('node:fs').writeFileSync('/app/src/main.ts', ''); console.log('written'); } catch ({ code }) { console.log(code); }
    console.log(process.getuid(), process.getgid(), process.pid);`;
  const written = runInImage(image, [image.entryPoint[0] ?? '', '-e', script]);
  expect(await written.ended).toBe(0);
  expect(written.output()).toBe('EROFS\n65532 65532 1\n');
});

test.skipIf(!canStartImage)('the code of the gateway is in the image as it was compiled', async () => {
  const started = runInImage(image, image.entryPoint, {
    environment: { PORT: '0', NODE_DEBUG_NATIVE: 'COMPILE_CACHE' },
    mounts: configuration('metrics: { port: 0 }'),
  });
  await urlOf(started);
  started.signal('SIGTERM');
  expect(await started.ended).toBe(0);
  const lines = (started.complaints() + started.output()).split('\n');
  expect(lines.filter((line) => line.endsWith('was accepted, keeping the in-memory entry')).length).toBeGreaterThan(
    800,
  );
  // What would be written, if it could be, was not found.
  expect(lines.filter((line) => /reading cache .*(?<!success, size=\d+)$/.test(line))).toEqual([]);
});

test.skipIf(!canStartImage)('any other user can run the image too', async () => {
  const started = runInImage(image, image.entryPoint, {
    environment: { PORT: '0' },
    mounts: configuration(),
    user: '4242:4242',
  });
  expect((await fetch(`${await urlOf(started)}/ready`)).status).toBe(200);
  started.signal('SIGTERM');
  expect(await started.ended).toBe(0);
  expect(started.complaints()).toBe('');
});

test.skipIf(!canStartImage).for([
  [
    'without a configuration',
    {},
    '/etc/taskline/taskline.yaml: cannot be read (ENOENT): TASKLINE_CONFIG names it; put a configuration there, or set it to nothing to run over the sandbox',
  ],
  [
    'over the sandbox, for all to reach',
    { TASKLINE_CONFIG: '' },
    'auth.mode: none is for this machine alone, and the server listens on 0.0.0.0 (HOST in the environment)',
  ],
] as const)('%s the image says what to do', async ([, environment, line]) => {
  const started = runInImage(image, image.entryPoint, { environment });
  expect(await started.ended).toBe(1);
  expect(started.complaints()).toBe(`taskline: ${line}\n`);
});

test.skipIf(!canStartImage)('over the sandbox the image answers on the loopback', async () => {
  const environment = { TASKLINE_CONFIG: '', HOST: '127.0.0.1', PORT: '0' };
  const started = runInImage(image, image.entryPoint, { environment });
  const answer = await fetch(`${await urlOf(started)}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ batchTasks(first: 3) { edges { node { id } } sources { error { code } } } }' }),
  });
  const { data } = (await answer.json()) as {
    readonly data: { readonly batchTasks: { readonly edges: readonly object[] } };
  };
  expect(data.batchTasks.edges).toHaveLength(3);
  started.signal('SIGTERM');
  expect(await started.ended).toBe(0);
});

test.skipIf(!canStartImage)('a configuration is checked in the image', async () => {
  const words = [image.entryPoint[0] ?? '', '/app/scripts/check-config.ts', '--config', '/etc/taskline/taskline.yaml'];
  const checked = runInImage(image, words, { mounts: configuration() });
  expect(await checked.ended).toBe(0);
  expect(checked.output()).toContain('1 source');
});
