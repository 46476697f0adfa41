import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { chart, type KubernetesObject } from '../helm/chart.ts';

const strict = new Ajv({ allErrors: true, strict: false });
const checkValues = strict.compile(JSON.parse(readFileSync(`${chart}/values.schema.json`, 'utf8')) as object);

/** The faults of values by the chart's own schema, as Helm finds them. */
export function faultsOfValues(values: unknown): readonly string[] {
  if (checkValues(values)) return [];
  return (checkValues.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

/** The module that has the type of an object. */
const moduleOf = ({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string => {
  const ours = apiVersion.startsWith('monitoring.coreos.com/')
    ? '@kubernetes-models/prometheus-operator'
    : 'kubernetes-models';
  // Groups of Kubernetes without a dot stand as they are; the core has none.
  return `${ours}/${apiVersion}/${kind}`;
};

/** Checks an object by the schema of Kubernetes, or of the operator; throws with all its faults. */
export async function validate(object: KubernetesObject): Promise<void> {
  const models = (await import(/* @vite-ignore */ moduleOf(object))) as Readonly<
    Record<string, new (data: object) => { validate(): void }>
  >;
  const Model = models[object.kind];
  if (!Model) throw new Error(`There is no schema of ${object.apiVersion} ${object.kind}.`);
  new Model(object).validate();
}

/** What the compiler says of objects as values of their types: the schemas let members pass that they do not know. */
export async function typeFaults(objects: readonly KubernetesObject[]): Promise<string> {
  const lines = objects.map((object, index) => {
    const type = `import('${moduleOf(object)}').I${object.kind}`;
    return `export const object${index}: ${type} = ${JSON.stringify(object, null, 1)};`;
  });
  // Below the types, so that they are found.
  const folder = join(import.meta.dirname, 'node_modules/.objects');
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, 'objects.ts'), lines.join('\n'));
    const compilerOptions = { noEmit: true, strict: true, skipLibCheck: true, module: 'nodenext', types: [] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ files: ['objects.ts'], compilerOptions }));
    const compiled = promisify(execFile)('node_modules/.bin/tsc', ['-p', folder]);
    return await compiled.then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
