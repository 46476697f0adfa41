import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { pageAt } from '#test/docs/markdown.ts';
import { scrapeAll } from './all-metrics.ts';
import type { Scrape } from './scrape.ts';

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

const alerts = (parse(readFileSync('deploy/prometheus/alerts.yaml', 'utf8')) as Rules).groups.flatMap(
  ({ rules }) => rules,
);

/** All members of this name, however deep. */
function membersNamed(name: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((each) => membersNamed(name, each));
  return name in value ? [(value as Record<string, unknown>)[name], ...inner] : inner;
}

const dashboard: unknown = JSON.parse(readFileSync('deploy/grafana/taskline.json', 'utf8'));
const shown = [...membersNamed('expr', dashboard), ...membersNamed('query', dashboard)].map(String);

/** The names of metrics in an expression, those of histograms without their endings. */
const metricsIn = (expression: string): string[] =>
  Array.from(expression.matchAll(/\b(?:taskline|http|process|nodejs)_\w+/g), ([name]) => name)
    .filter((name) => !/^http_(route|request_method|response_status_code)$/.test(name))
    .map((name) => name.replace(/_(bucket|sum|count)$/, ''));

/** The labels that an expression selects or groups by. */
const labelsIn = (expression: string): string[] => [
  ...Array.from(expression.matchAll(/(\w+)(?:=~|!~|!=|=)"/g), ([, label = '']) => label),
  ...Array.from(expression.matchAll(/\b(?:by|on) \(([\w, ]+)\)/g), ([, labels = '']) => labels.split(', ')).flat(),
];

let scraped: Promise<Scrape> | undefined;

/** The metrics that there are, scraped once for all tests. */
const allMetrics = (): Promise<Scrape> => (scraped ??= scrapeAll());

/** Labels that Prometheus adds to all. */
const added = ['job', 'instance'];

const documented = Array.from(
  pageAt('docs/metrics.md').text.matchAll(/^\| `(\w+)` \| (\w+) \| ([\w, ]*)\|/gm),
  ([, name = '', type = '', labels = '']) => ({ name, type, labels: labels.trim().split(', ').filter(Boolean) }),
);

/** The labels that the samples of a metric have; those that make a histogram are not told. */
const labelsOf = ({ samples }: Scrape, metric: string): string[] => [
  ...new Set(
    samples
      .filter(({ name }) => name.replace(/_(bucket|sum|count)$/, '') === metric)
      .flatMap(({ labels }) => Object.keys(labels))
      .filter((label) => label !== 'le'),
  ),
];

test('docs/metrics.md has every metric of a scrape with its type and its labels, and no other', async () => {
  const scrape = await allMetrics();
  const told = Array.from(scrape.families, ([name, { type }]) => `${name} ${type}`);
  expect(documented.map(({ name, type }) => `${name} ${type}`).toSorted()).toEqual(told.toSorted());
  const seen = documented.filter(({ name }) => labelsOf(scrape, name).length > 0);
  expect(seen.map(({ name, labels }) => [name, labels])).toEqual(
    seen.map(({ name }) => [name, labelsOf(scrape, name)]),
  );
  expect(seen.length).toBeGreaterThan(12);
});

test('every metric that an alert or the dashboard names is there, and so are the labels', async () => {
  const { families } = await allMetrics();
  const expressions = [...alerts.map(({ expr }) => expr), ...shown];
  const names = new Set(expressions.flatMap(metricsIn));
  expect(names.size).toBeGreaterThan(25);
  expect([...names].filter((name) => !families.has(name))).toEqual([]);
  const labels = new Set(['le', ...added, ...documented.flatMap((metric) => metric.labels)]);
  expect(expressions.flatMap(labelsIn).filter((label) => !labels.has(label))).toEqual([]);
});

test('the dashboard shows every metric of ours', () => {
  const names = new Set([...shown, ...alerts.map(({ expr }) => expr)].flatMap(metricsIn));
  const ours = documented.map(({ name }) => name).filter((name) => name.startsWith('taskline_'));
  expect(ours.filter((name) => !names.has(name))).toEqual([]);
});

test('docs/metrics.md says of every alert what to do', () => {
  const rows = pageAt('docs/metrics.md').text.matchAll(/^\| (Taskline\w+) \| [^|]{20,} \| [^|]{20,} \|$/gm);
  expect(Array.from(rows, ([, name]) => name)).toEqual(alerts.map(({ alert }) => alert));
});

test('every panel of the dashboard has a place and an expression', () => {
  const { panels } = dashboard as { readonly panels: readonly Record<string, unknown>[] };
  const charts = panels.filter(({ type }) => type !== 'row');
  expect(charts.length).toBeGreaterThan(15);
  expect(charts.filter(({ targets }) => membersNamed('expr', targets).length === 0)).toEqual([]);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});
