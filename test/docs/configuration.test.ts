import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { mostSecretBytes } from '#src/config/secret-file.ts';
import { mostSources } from '#src/config/source-products.ts';
import { certificateOf } from '#test/certificates.ts';
import { codeBlocks, pageAt } from './markdown.ts';

const readme = pageAt('README.md');
const operators = pageAt('docs/operators.md');

/** A value for every variable that a sample names. */
const environmentOf = (yaml: string) =>
  Object.fromEntries(Array.from(yaml.matchAll(/\$\{(\w+)\}/g), ([, name = '']) => [name, 'value']));

/** Loads a sample as the configuration file, with the files that it names beside it: an empty manifest, a certificate, secrets. */
function load(yaml: string, values: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'documents.json'), '{}');
  const { cert, key } = certificateOf('first');
  writeFileSync(join(folder, 'tls.crt'), cert);
  writeFileSync(join(folder, 'tls.key'), key);
  for (const [, name = ''] of yaml.matchAll(/\$\{file:\/run\/secrets\/(\w+)\}/g))
    writeFileSync(join(folder, name), `${name}\n`);
  writeFileSync(join(folder, 'taskline.yaml'), yaml.replaceAll('/run/secrets/', `${folder}/`));
  return loadConfig({ ...environmentOf(yaml), ...values }, join(folder, 'taskline.yaml'));
}

test.for(codeBlocks(readme, 'yaml'))('a configuration of the README is valid: %s', (yaml) => {
  expect(load(yaml).sources?.length).toBeGreaterThan(0);
});

const credentials = '{ accessKeyId: a, accessKeySecret: b }';
const sources = `sources:
  - { key: ecs-hangzhou, provider: ALIYUN_ECS, region: cn-hangzhou, credentials: ${credentials} }
  - { key: dns, provider: ALIYUN_DNS, credentials: ${credentials} }
`;

const hasSources = (yaml: string): boolean => /^sources:/m.test(yaml);
const operatorsBlocks = codeBlocks(operators, 'yaml');

test.for(operatorsBlocks.filter((yaml) => !hasSources(yaml)))('a section of docs/operators.md is valid: %s', (yaml) => {
  expect(load(sources + yaml).sources).toHaveLength(2);
});

test.for(operatorsBlocks.filter(hasSources))(
  'an entry of docs/operators.md makes the sources that it says: %s',
  (yaml) => {
    const made = load(yaml).sources ?? [];
    const [, told = ''] = /^This is ([^.]+)\./m.exec(operators.text) ?? [];
    expect(made.map(({ key }) => key)).toEqual(told.split(/, | and /));
    expect(made.map(({ credentials: used }) => used)).toContainEqual({
      accessKeyId: 'value',
      accessKeySecret: 'stage',
    });
    expect(made.map(({ limits }) => limits)).toContainEqual({ concurrency: 10, attempts: 2 });
  },
);

test('docs/operators.md has as many sources and bytes of a secret as there may be', () => {
  expect(operators.text).toContain(`${mostSources.toLocaleString('en')} sources are the most`);
  expect(operators.text).toContain(`more than ${mostSecretBytes.toLocaleString('en')} bytes`);
});

test.for(codeBlocks(pageAt('docs/replicas.md'), 'yaml'))('a section of docs/replicas.md is valid: %s', (yaml) => {
  expect(load(sources + yaml).sources).toHaveLength(2);
});

const hooks = pageAt('docs/hooks.md');
const secret = `whsec_${Buffer.alloc(32).toString('base64')}`;

test.for(codeBlocks(hooks, 'yaml'))('a section of docs/hooks.md is valid: %s', (yaml) => {
  expect(load(sources + yaml, { HOOK_SECRET: secret }).hooks).toHaveLength(1);
});

test('docs/operators.md has every setting of several replicas with its default', () => {
  const rows = operators.text.matchAll(/^\| (server|shared)\.(\w+) \| (\w+) \|/gm);
  const told = Array.from(rows, ([, section, name, value]) => [`${section}.${name}`, value]);
  const { server, shared } = load(`${sources}shared: { url: "redis://here" }`);
  const { url, ...defaults } = shared ?? {};
  expect(Object.fromEntries(told)).toEqual({
    'server.processes': String(server.processes),
    'server.reusePort': String(server.reusePort),
    'shared.url': url ? 'none' : '',
    ...Object.fromEntries(Object.entries(defaults).map(([name, value]) => [`shared.${name}`, String(value)])),
  });
});

test('docs/operators.md has every limit with its default, and those of subscriptions', () => {
  const rows = operators.text.matchAll(/^\| (\w+) \| (\d+|true|false) \|/gm);
  expect(Object.fromEntries(Array.from(rows, ([, name, value]) => [name, JSON.parse(value!)]))).toEqual({
    ...loadConfig({}).limits,
    ...loadConfig({}).live,
  });
});
