import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '#src/config/load.ts';
import { sandboxSources } from '#src/sandbox/start.ts';
import { hasPromtool } from '#test/metrics/promtool-program.ts';
import { faultsOfCompose } from './schemas/compose.ts';

const text = readFileSync('deploy/compose.yaml', 'utf8');

interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: object;
  readonly stop_grace_period?: string;
  readonly network_mode?: string;
  readonly depends_on?: Readonly<Record<string, object>>;
}

/** The file as an engine reads it: anchors merged, variables set or as by default. */
function readCompose(variables: Readonly<Record<string, string>>) {
  const filled = text.replaceAll(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_whole, name: string, kind: string, other: string) => {
      const value = variables[name] ?? (kind === '-' ? other : undefined);
      if (value === undefined) throw new Error(`${name} ${other}`);
      return value;
    },
  );
  const { services, ...others } = parse(filled, { merge: true }) as { readonly services: Record<string, Service> };
  return { services, ...others };
}

const digest = 'a'.repeat(64);
const compose = readCompose({ TASKLINE_KEY_SHA256: digest });
const services = Object.entries(compose.services);

test('the compose file is as the specification wants it', () => {
  expect(faultsOfCompose(compose)).toEqual([]);
  // So that the check is known to be one.
  const { taskline } = compose.services;
  expect(faultsOfCompose({ ...compose, services: { taskline: { ...taskline, readonly: true } } })).not.toEqual([]);
  expect(faultsOfCompose({ ...compose, services: { taskline: { ...taskline, cap_drop: 'ALL' } } })).not.toEqual([]);
});

test('without the digest of a key nothing starts, and it is said what it is', () => {
  expect(() => readCompose({})).toThrow(
    'TASKLINE_KEY_SHA256 is the SHA-256 of an API key that you choose; deploy/README.md',
  );
});

test.for(services)(
  'the service %s is confined, pinned, watched, and offered to this machine alone',
  ([name, service]) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service).toHaveProperty('mem_limit');
    expect(service.image).toMatch(/:v?\d+\.\d+\.\d+(-\w+)?$/);
    // The image of the gateway has a health check of its own.
    expect(service.healthcheck !== undefined).toBe(name !== 'taskline');
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  },
);

test('what is mounted from this folder is there, and is not written to', () => {
  const mounts = services.flatMap(([, { volumes = [] }]) => volumes).filter((volume) => volume.startsWith('.'));
  expect(mounts.length).toBeGreaterThan(4);
  for (const mount of mounts) {
    const [from = '', , mode] = mount.split(':');
    expect(existsSync(join('deploy', from)), mount).toBe(true);
    expect(mode, mount).toBe('ro');
  }
});

test('what is depended on is a service', () => {
  for (const [, { depends_on: others = {}, network_mode: network }] of services) {
    const named = [...Object.keys(others), ...(network ? [network.replace(/^service:/, '')] : [])];
    for (const name of named) expect(Object.keys(compose.services)).toContain(name);
  }
});

/** Sources without the names of their accounts, in an order of their own. */
const plain = (sources: readonly object[]) =>
  sources
    .map((source) => ({ ...source, account: undefined }))
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

test('the gateway takes its configuration: the sources of the sandbox, the store, and a key', () => {
  const config = loadConfig({ HOST: '0.0.0.0', TASKLINE_KEY_SHA256: digest }, 'deploy/compose/sandbox/taskline.yaml');
  expect(plain(config.sources ?? [])).toMatchObject(plain(sandboxSources('http://127.0.0.1:4100')));
  expect(config.sources).toHaveLength(sandboxSources('').length);
  expect(config).toMatchObject({ metrics: { host: '0.0.0.0', port: 9464 }, warnings: [] });
  const { place } = config.shared?.url ?? {};
  expect(place).toMatchObject({ kind: 'server', host: { host: 'valkey', port: 6379 } });
  expect(Object.keys(compose.services)).toContain('valkey');
});

test('Prometheus asks the gateway for its metrics, by the name of the job that alerts and dashboard go by', () => {
  const { scrape_configs: jobs } = parse(readFileSync('deploy/compose/prometheus.yaml', 'utf8')) as {
    readonly scrape_configs: readonly object[];
  };
  expect(jobs).toEqual([{ job_name: 'taskline', static_configs: [{ targets: ['taskline:9464'] }] }]);
});

test.skipIf(!hasPromtool)('Prometheus takes its configuration and the alerts beside it', () => {
  const { prometheus } = compose.services;
  expect(prometheus?.volumes).toContain('./prometheus/alerts.yaml:/etc/prometheus/alerts.yaml:ro');
  // In the container both lie in one folder.
  const script =
    'cp deploy/compose/prometheus.yaml deploy/prometheus/alerts.yaml "$0" && promtool check config "$0/prometheus.yaml"';
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  const told = execFileSync('sh', ['-c', `${script}; code=$?; rm -r "$0"; exit $code`, folder], { encoding: 'utf8' });
  expect(told).toMatch(/SUCCESS: \d+ rules found/);
});

test('Grafana finds the dashboard, and the source of its data', () => {
  const provided = parse(readFileSync('deploy/compose/grafana/dashboards/taskline.yaml', 'utf8')) as {
    readonly providers: readonly [{ readonly options: { readonly path: string } }];
  };
  const data = parse(readFileSync('deploy/compose/grafana/datasources/prometheus.yaml', 'utf8')) as {
    readonly datasources: readonly [{ readonly type: string; readonly url: string; readonly isDefault: boolean }];
  };
  const { volumes = [], environment = {} } = compose.services['grafana'] ?? {};
  const [{ options }] = provided.providers;
  expect(volumes).toContain(`./grafana:${options.path}:ro`);
  expect(environment['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH']).toBe(`${options.path}/taskline.json`);
  expect(data.datasources[0]).toMatchObject({ type: 'prometheus', url: 'http://prometheus:9090', isDefault: true });
});
