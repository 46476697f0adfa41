import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';

const run = promisify(execFile);

/** The chart. */
export const chart = 'deploy/helm/taskline';

/** A Kubernetes object, as far as every one is alike. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

/** What a chart becomes with some values: its objects, or why there are none. */
export interface Rendered {
  /** Those of the chart with those that were laid over them. */
  readonly values: unknown;
  readonly objects: readonly KubernetesObject[];
  readonly notes: string;
  readonly error: string | undefined;
}

/** Where Go keeps what it has compiled: 2 s in place of 7. */
const cache = join(process.cwd(), 'node_modules/.cache/go');

/** Compiles the program that renders, from Debian's packages alone. */
async function build(): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const program = join(cache, 'render-chart');
  const { PATH } = process.env;
  const env = { PATH, HOME: cache, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: cache, CGO_ENABLED: '0' };
  await run('go', ['build', '-o', program, 'test/packages/helm/main.go'], { env });
  return program;
}

let building: Promise<string> | undefined;

/** Renders the chart as the release `demo` in the namespace `tasks`, with these files of values over its own. */
export async function renderChart(...files: readonly string[]): Promise<Rendered> {
  building ??= build();
  const { stdout } = await run(await building, [chart, 'demo', 'tasks', ...files]);
  const {
    values,
    files: texts = {},
    error,
  } = JSON.parse(stdout) as {
    readonly values: unknown;
    readonly files?: Readonly<Record<string, string>>;
    readonly error?: string;
  };
  const { 'NOTES.txt': notes = '', ...templates } = texts;
  const objects = Object.values(templates).flatMap(objectsIn);
  return { values, objects, notes, error };
}

/** The objects of a template, which is read as Kubernetes does; none where it is empty. */
function objectsIn(text: string): KubernetesObject[] {
  return parseAllDocuments(text, { version: '1.1' }).flatMap((document) => {
    const [fault] = document.errors;
    if (fault) throw fault;
    const value = document.toJS() as KubernetesObject | null;
    return value === null ? [] : [value];
  });
}
