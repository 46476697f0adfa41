import { expect } from 'vitest';

/** A metric of a scrape by its name, as its first lines tell it. */
export interface Family {
  readonly type: string;
  readonly help: string;
}

/** A line of a scrape. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a scrape has told. */
export interface Scrape {
  readonly text: string;
  readonly families: ReadonlyMap<string, Family>;
  readonly samples: readonly Sample[];
  /** The sum of the samples of this name that have these labels; 0 where there are none. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
}

/** The metrics of a gateway that tests serve on any free port. */
export const metrics = { host: '127.0.0.1', port: 0 } as const;

function familiesOf(text: string): Map<string, Family> {
  const helps = new Map(Array.from(text.matchAll(/^# HELP (\w+) (.*)$/gm), ([, name = '', help = '']) => [name, help]));
  const types = text.matchAll(/^# TYPE (\w+) (\w+)$/gm);
  return new Map(
    Array.from(types, ([, name = '', type = '']) => [name, { type, help: helps.get(name) ?? '' }] as const),
  );
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g), ([, name = '', value = '']) => [name, value]),
  );

const samplesOf = (text: string): Sample[] =>
  Array.from(text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm), ([, name = '', labels = '', value]) => ({
    name,
    labels: labelsOf(labels),
    value: Number(value?.replace('Inf', 'Infinity')),
  }));

/** Reads the metrics of a gateway. */
export async function scrape(url: string | null): Promise<Scrape> {
  const response = await fetch(url ?? '');
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const text = await response.text();
  const samples = samplesOf(text);
  return {
    text,
    samples,
    families: familiesOf(text),
    sum: (name, labels = {}) =>
      samples
        .filter((sample) => sample.name === name)
        .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
        .reduce((sum, { value }) => sum + value, 0),
  };
}
