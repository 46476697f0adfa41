import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url).pathname;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Where npm installs: the command is in `node_modules/.bin`. */
const prefix = mkdtempSync(join(tmpdir(), 'taskline-package-'));
const installed = join(prefix, 'node_modules/taskline');
const command = join(prefix, 'node_modules/.bin/taskline');

/** What `npm pack` does, in a folder of its own: other tests read what it would build anew. */
async function pack(): Promise<string> {
  const sources = join(prefix, 'sources');
  for (const part of ['bin', 'src', 'board/dist', ...globSync('*.{json,md,graphql}', { cwd: root })])
    cpSync(join(root, part), join(sources, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(sources, 'node_modules'));
  await run('npm', ['run', 'prepack'], { cwd: sources });
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', prefix], { cwd: sources });
  return join(prefix, `taskline-${version}.tgz`);
}

beforeAll(async () => {
  const archive = await pack();
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', archive, '--strip-components=1', '-C', installed]);
  // Its dependencies are those that the project has.
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
  mkdirSync(join(prefix, 'node_modules/.bin'));
  symlinkSync('../taskline/bin/taskline.js', command);
});

afterAll(() => rmSync(prefix, { recursive: true }));

/** The command as a shell runs it: its exit code and its words. */
async function taskline(words: readonly string[], environment: NodeJS.ProcessEnv = {}, nodeOptions: string[] = []) {
  const child = spawn(process.execPath, [...nodeOptions, command, ...words], {
    env: { ...bareEnvironment(), ...environment },
    cwd: prefix,
  });
  let [output, complaints] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  onTestFinished(() => void child.kill('SIGKILL'));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, complaints };
}

const filesIn = (folder: string): string[] =>
  globSync('**', { cwd: folder, withFileTypes: true, exclude: ['node_modules'] })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

test('it holds what runs, and nothing else', () => {
  const files = filesIn(installed);
  const compiled = globSync('src/**/*.ts', { cwd: root }).map((file) => file.replace(/^src(.*)ts$/, 'lib$1js'));
  const page = globSync('board/dist/**', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
  const others = ['CHANGELOG.md', 'README.md', 'bin/taskline.js', 'package.json', 'taskline.schema.json'];
  expect(page.length).toBeGreaterThan(3);
  expect(files.toSorted()).toEqual([...compiled, ...page, ...others].toSorted());
});

test("what it imports is Node's, or a dependency that is installed with it", () => {
  const imported = filesIn(join(installed, 'lib')).flatMap((file) => {
    const text = readFileSync(join(installed, 'lib', file), 'utf8');
    return Array.from(text.matchAll(/(?:from |import\()'([^.'][^']*)'/g), ([, name = '']) => name);
  });
  const packages = new Set(
    imported.filter((name) => !name.startsWith('node:')).map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0]),
  );
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    dependencies: object;
    optionalDependencies: object;
  };
  expect(packages.size).toBeGreaterThan(10);
  expect(Object.keys({ ...dependencies, ...optionalDependencies })).toEqual(expect.arrayContaining([...packages]));
});

test('it says its version, and how it is called', async () => {
  expect(await taskline(['--version'])).toEqual({ code: 0, output: `${version}\n`, complaints: '' });
  const help = await taskline(['--help']);
  expect(help).toMatchObject({ code: 0, complaints: '' });
  expect(help.output).toMatch(
    /^usage: taskline \[--config taskline\.yaml\]\n[^]*\ntaskline check --config [^]*\ntaskline sandbox /,
  );
});

test('check tells the sources of a configuration, or its faults', async () => {
  const file = join(prefix, 'taskline.yaml');
  const source = 'key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: a, accessKeySecret: b }';
  writeFileSync(file, `sources: [ { ${source} } ]\n`);
  const good = await taskline(['check', '--config', file]);
  expect(good).toMatchObject({ code: 0, complaints: '' });
  expect(good.output).toMatch(/^key +provider[^]*\ndns +ALIYUN_DNS[^]*\n1 source\n$/);
  writeFileSync(file, `sources: [ { ${source}, colour: red } ]\n`);
  const faulty = await taskline(['check', '--config', file]);
  expect(faulty).toMatchObject({ code: 1, output: '' });
  expect(faulty.complaints).toBe(`taskline: ${file}:1 (dns) sources[0].colour: is not a setting\n`);
});

test('it runs the gateway with its board until SIGTERM', async () => {
  const child = spawn(command, [], {
    env: { ...bareEnvironment(), PATH: `${join(process.execPath, '..')}:${process.env['PATH']}`, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ batchTask(source: \\"aliyun-dns\\", taskId: \\"123456\\") { taskId } }"}',
  });
  expect(await answer.json()).toEqual({ data: { batchTask: { taskId: '123456' } } });
  expect((await fetch(new URL('/', url))).headers.get('content-type')).toMatch(/text\/html/);
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('it runs the sandbox alone', async () => {
  const child = spawn(process.execPath, [command, 'sandbox'], {
    env: { ...bareEnvironment(), SANDBOX_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const [url = ''] = /http:\S+/.exec(line) ?? [];
  expect((await fetch(`${url}/__sandbox/calls`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('an older Node is told in one line', async () => {
  const older = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.19.5" } })';
  const preload = ['--import', `data:text/javascript,${encodeURIComponent(older)}`];
  expect(await taskline(['--version'], {}, preload)).toEqual({
    code: 1,
    output: '',
    complaints: 'taskline: needs Node 24 or later, and this is Node 20.19.5\n',
  });
});
