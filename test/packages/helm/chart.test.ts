import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '#src/config/load.ts';
import { fileOf } from '#test/config/config-file.ts';
import { canRender } from '../programs.ts';
import { chart, type KubernetesObject, renderChart } from './chart.ts';
import { faultsOfValues, typeFaults, validate } from '../schemas/kubernetes.ts';

const valuesFile = (name: string): string => `test/packages/values/${name}.yaml`;

const kinds = ({ kind, metadata: { name } }: KubernetesObject): string => `${kind} ${name}`;

/** The parts of a pod that the tests look at. */
interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly serviceAccountName: string;
  readonly volumes: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string };
    readonly secret?: object;
  }[];
  readonly containers: readonly [
    {
      readonly env: readonly { readonly name: string; readonly value: string }[];
      readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
      readonly resources: { readonly limits: { readonly memory: string } };
      readonly securityContext: object;
      readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
      readonly readinessProbe: object;
    },
  ];
}

interface Deployment extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: { readonly metadata: { readonly labels: Readonly<Record<string, string>> }; readonly spec: Pod };
  };
}

/** The only object of a kind. */
function only(objects: readonly KubernetesObject[], kind: string): KubernetesObject {
  const [object, ...others] = objects.filter((each) => each.kind === kind);
  if (!object || others.length > 0) throw new Error(`There is not one ${kind}.`);
  return object;
}

const deploymentIn = (objects: readonly KubernetesObject[]): Deployment => only(objects, 'Deployment') as Deployment;

const podOf = (objects: readonly KubernetesObject[]): Pod => deploymentIn(objects).spec.template.spec;

const configurationOf = (objects: readonly KubernetesObject[]): string =>
  only(objects, 'ConfigMap').data?.['taskline.yaml'] ?? '';

const all = ['minimal', 'everything', 'bare'] as const;

test.skipIf(!canRender).for([
  [
    'minimal',
    [
      'ConfigMap demo-taskline',
      'Deployment demo-taskline',
      'NetworkPolicy demo-taskline',
      'PodDisruptionBudget demo-taskline',
      'Service demo-taskline',
      'Service demo-taskline-metrics',
      'ServiceAccount demo-taskline',
    ],
  ],
  [
    'everything',
    [
      'ConfigMap gateway',
      'Deployment gateway',
      'HorizontalPodAutoscaler gateway',
      'NetworkPolicy gateway',
      'PodDisruptionBudget gateway',
      'Service gateway',
      'Service gateway-metrics',
      'ServiceAccount gateway',
      'ServiceMonitor gateway',
    ],
  ],
  ['bare', ['ConfigMap demo-tasks', 'Deployment demo-tasks', 'Service demo-tasks']],
] as const)('with the values %s the chart has these objects, each as its schema wants it', async ([name, expected]) => {
  const { values, objects, error } = await renderChart(valuesFile(name));
  expect(error).toBeUndefined();
  expect(faultsOfValues(values)).toEqual([]);
  expect(objects.map(kinds).toSorted()).toEqual(expected);
  for (const object of objects) await expect(validate(object), kinds(object)).resolves.toBeUndefined();
});

test.skipIf(!canRender)('no object has a member that its type does not know', async () => {
  const rendered = await Promise.all(all.map((name) => renderChart(valuesFile(name))));
  const objects = rendered.flatMap((each) => each.objects);
  expect(await typeFaults(objects)).toBe('');
  expect(objects.length).toBeGreaterThan(15);
});

test.skipIf(!canRender).for(all)(
  'with the values %s the gateway takes the configuration, whose secrets are mounted',
  async (name) => {
    const { objects } = await renderChart(valuesFile(name));
    const text = configurationOf(objects);
    const { volumes, containers } = podOf(objects);
    const mounts = containers[0].volumeMounts;
    const references = Array.from(text.matchAll(/\$\{file:([^}]+)\}/g), ([, path = '']) => path);
    expect(references.length).toBeGreaterThan(0);
    for (const path of references) {
      const mount = mounts.find(({ mountPath }) => mountPath === dirname(path));
      expect(volumes.find((volume) => volume.name === mount?.name)?.secret, path).toBeDefined();
    }
    // The files are in a folder of the test in place of /run/secrets.
    const file = fileOf(text.replaceAll('/run/secrets', './secrets'));
    for (const path of references) {
      const secret = join(dirname(file), path.replace('/run/secrets', 'secrets'));
      await mkdir(dirname(secret), { recursive: true });
      await writeFile(secret, `${secret.endsWith('sha256') ? 'a'.repeat(64) : 'b'.repeat(20)}\n`);
    }
    const environment = Object.fromEntries(containers[0].env.map(({ name: variable, value }) => [variable, value]));
    const config = loadConfig(environment, file);
    expect(config).toMatchObject({ graphiql: false, introspection: false, warnings: [] });
    const ports = Object.fromEntries(containers[0].ports.map((port) => [port.name, port.containerPort]));
    expect({ http: config.server.port, metrics: config.metrics?.port }).toEqual({ metrics: undefined, ...ports });
    expect(mounts.find(({ name: mounted }) => mounted === 'config')?.mountPath).toBe(
      dirname(environment['TASKLINE_CONFIG'] ?? ''),
    );
  },
);

/** The number of mebibytes that a quantity of memory says. */
const mebibytes = (quantity: string): number => Number(/^(\d+)Mi$/.exec(quantity)?.[1]);

test.skipIf(!canRender).for(all)(
  'with the values %s a pod is confined, has room beside its heap, and time to stop',
  async (name) => {
    const { objects } = await renderChart(valuesFile(name));
    const pod = podOf(objects);
    const [container] = pod.containers;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65_532, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    const options = container.env.find((variable) => variable.name === 'NODE_OPTIONS')?.value ?? '';
    const heap = Number(/^--max-old-space-size=(\d+)$/.exec(options)?.[1]);
    expect(heap).toBeLessThanOrEqual(mebibytes(container.resources.limits.memory) * 0.7);
    const { server } = parse(configurationOf(objects)) as { readonly server: { readonly drainMs: number } };
    // Ten seconds are for the requests in progress.
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(server.drainMs / 1_000 + 10);
  },
);

test.skipIf(!canRender).for(all)('with the values %s the objects name each other as they are named', async (name) => {
  const { objects } = await renderChart(valuesFile(name));
  const { spec } = deploymentIn(objects);
  const { labels } = spec.template.metadata;
  const ports = spec.template.spec.containers[0].ports.map((port) => port.name);
  expect(labels).toMatchObject(spec.selector.matchLabels);
  for (const service of objects.filter(({ kind }) => kind === 'Service')) {
    const { selector, ports: offered } = service.spec as { selector: object; ports: { targetPort: string }[] };
    expect(labels).toMatchObject(selector);
    expect(ports).toContain(offered[0]?.targetPort);
  }
  for (const kind of ['PodDisruptionBudget', 'NetworkPolicy']) {
    for (const object of objects.filter((each) => each.kind === kind)) {
      const { selector, podSelector } = object.spec as Record<string, { matchLabels: object } | undefined>;
      expect(labels).toMatchObject((selector ?? podSelector)?.matchLabels ?? { absent: true });
    }
  }
  const autoscaler = objects.find(({ kind }) => kind === 'HorizontalPodAutoscaler');
  expect(spec.replicas === undefined).toBe(autoscaler !== undefined);
  if (autoscaler) {
    const { metadata } = only(objects, 'Deployment');
    expect(autoscaler.spec).toMatchObject({ scaleTargetRef: { kind: 'Deployment', name: metadata.name } });
  }
});

test.skipIf(!canRender)(
  'the operator scrapes the service of the metrics, by the name that the alerts go by',
  async () => {
    const { objects } = await renderChart(valuesFile('everything'));
    const { spec } = only(objects, 'ServiceMonitor');
    const { jobLabel, selector, endpoints } = spec as {
      readonly jobLabel: string;
      readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
      readonly endpoints: readonly [{ readonly port: string }];
    };
    const matched = objects.filter(
      ({ kind, metadata }) =>
        kind === 'Service' &&
        Object.entries(selector.matchLabels).every(([label, value]) => metadata.labels[label] === value),
    );
    expect(matched.map(kinds)).toEqual(['Service gateway-metrics']);
    expect(matched[0]?.metadata.labels[jobLabel]).toBe('taskline');
    expect(matched[0]?.spec).toMatchObject({ ports: [{ name: endpoints[0].port }] });
  },
);

test.skipIf(!canRender)('with TLS of its own the gateway is probed over TLS', async () => {
  const { objects, notes } = await renderChart(
    valuesFile('minimal'),
    fileOf('config: { server: { tls: { cert: c, key: k } } }', 'tls.yaml'),
  );
  expect(podOf(objects).containers[0].readinessProbe).toMatchObject({ httpGet: { path: '/ready', scheme: 'HTTPS' } });
  expect(notes).toContain('https://demo-taskline.tasks:80/graphql');
});

test.skipIf(!canRender).for([
  ['config: { sources: [] }', 'config.sources: name one source at least'],
  ['config: { auth: { mode: none } }', 'config.auth.mode: must be apiKeys or jwt'],
] as const)('%s renders nothing, and is told', async ([text, message]) => {
  const { objects, error } = await renderChart(valuesFile('minimal'), fileOf(text, 'values.yaml'));
  expect(objects).toEqual([]);
  expect(error).toContain(message);
});

test.skipIf(!canRender).for([
  ['replica: 3', ': must NOT have additional properties'],
  ['replicas: "3"', '/replicas: must be integer'],
  ['config: { server: { port: 80 } }', '/config/server/port: boolean schema is false'],
  ['config: { metrics: { port: 80 } }', '/config/metrics: boolean schema is false'],
  [
    'secrets: [{ existingSecret: "../etc" }]',
    '/secrets/0/existingSecret: must match pattern "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"',
  ],
  ['env: [{ name: NODE_OPTIONS, value: --inspect }]', '/env/0/name: must NOT be valid'],
  ['image: { digest: latest }', '/image/digest: must match pattern "^(sha256:[0-9a-f]{64})?$"'],
] as const)('the values %s are refused by their schema', async ([text, message]) => {
  const { values } = await renderChart(valuesFile('minimal'), fileOf(text, 'values.yaml'));
  expect(faultsOfValues(values)).toEqual([message]);
});

test('the chart has the version of the gateway, and a description of every value in its schema', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  const described = parse(readFileSync(`${chart}/Chart.yaml`, 'utf8')) as Record<string, string>;
  expect([described['version'], described['appVersion']]).toEqual([version, version]);
  const values = parse(readFileSync(`${chart}/values.yaml`, 'utf8')) as object;
  const { properties } = JSON.parse(readFileSync(`${chart}/values.schema.json`, 'utf8')) as {
    readonly properties: object;
  };
  expect(Object.keys(properties).filter((name) => name !== 'global')).toEqual(Object.keys(values));
});
