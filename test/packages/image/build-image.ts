import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readDockerfile, type Stage, type Step } from '../schemas/dockerfile.ts';
import { copyFromContext } from './context.ts';
import { buildEnvironment, buildMounts, commandIn, layNodeBase, layRuntimeBase } from './roots.ts';

/** What an image says of how it is run. */
export interface ImageSettings {
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly folder: string;
  readonly entryPoint: readonly string[];
  readonly healthCheck: readonly string[];
  readonly stopSignal: string;
}

/** An image: its root file system and its settings. */
export interface Image extends ImageSettings {
  readonly root: string;
}

/** A stage while its steps are done. */
type Building = { -readonly [Name in keyof Image]: Image[Name] };

/** A step of ours that the test does not know must not be passed over. */
function unknown({ keyword, text }: Step): never {
  throw new Error(`The test of the image does not know ${keyword} ${text}`);
}

/** The path in the image of what is copied; a folder ends in a slash. */
function copy(step: Step, stage: Building, roots: ReadonlyMap<string, string>): void {
  const names = step.text.split(/\s+/);
  const to = names.pop() ?? '';
  const target = join(stage.root, to.startsWith('/') ? to : join(stage.folder, to));
  const { from, chown = '0:0' } = step.flags;
  if (chown !== '0:0') unknown(step);
  if (from === undefined) {
    for (const name of names) copyFromContext(name, target);
    return;
  }
  const [path = '', ...others] = names;
  const root = roots.get(from ?? '');
  if (root === undefined || others.length > 0) unknown(step);
  cpSync(join(root, path), target, { recursive: true });
}

/** Runs a command as the stage's user, by its shell. What it says is told if it fails. */
async function runStep({ text }: Step, { root, folder, user, environment }: Building): Promise<void> {
  const [program = '', ...words] = commandIn({ root, folder, user, readOnly: false, mounts: buildMounts() }, [
    '/bin/sh',
    '-c',
    text,
  ]);
  const PATH = '/usr/local/bin:/usr/bin:/bin';
  const env = { PATH, HOME: '/root', npm_config_cache: '/npm-cache', ...buildEnvironment(), ...environment };
  await promisify(execFile)(program, words, { env, timeout: 100_000 });
}

/** Does one step as a builder does. */
async function take(step: Step, stage: Building, roots: ReadonlyMap<string, string>): Promise<void> {
  const { keyword, text, words, variables } = step;
  if (keyword === 'RUN') await runStep(step, stage);
  else if (keyword === 'COPY') copy(step, stage, roots);
  else if (keyword === 'WORKDIR') mkdirSync(join(stage.root, (stage.folder = text)), { recursive: true });
  else if (keyword === 'USER') stage.user = text;
  else if (keyword === 'ENV') stage.environment = { ...stage.environment, ...variables };
  else if (keyword === 'ENTRYPOINT') stage.entryPoint = words;
  else if (keyword === 'HEALTHCHECK') stage.healthCheck = JSON.parse(text.replace(/^CMD /, '')) as string[];
  else if (keyword === 'STOPSIGNAL') stage.stopSignal = text;
  else if (!['ARG', 'LABEL', 'EXPOSE'].includes(keyword)) unknown(step);
}

async function build(stage: Stage, root: string, roots: ReadonlyMap<string, string>): Promise<Image> {
  const started = { environment: {}, user: '0:0', folder: '/', entryPoint: [], healthCheck: [], stopSignal: 'SIGTERM' };
  const building: Building = { root, ...started };
  for (const step of stage.steps) await take(step, building, roots);
  return building;
}

/** Builds the image in a folder, by the steps of the Dockerfile, over stand-ins of the images that it begins with. */
export async function buildImage(folder: string): Promise<Image> {
  const [first, last, ...others] = readDockerfile(readFileSync('Dockerfile', 'utf8')).stages;
  if (!first || !last || others.length > 0) throw new Error('The Dockerfile has not two stages.');
  const roots = { build: join(folder, 'build'), image: join(folder, 'image') };
  layNodeBase(roots.build);
  layRuntimeBase(roots.image);
  await build(first, roots.build, new Map());
  return build(last, roots.image, new Map([[first.name ?? '', roots.build]]));
}
