import { readFileSync } from 'node:fs';
import type { Environment } from './substitute.ts';

/** A variable that is set. */
interface Variable {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads the variables of OpenTelemetry. As its specification has it, what cannot be used is a warning, and is as if it were not
 * set: how a gateway is watched must not keep it from starting. No value is shown, since some are secrets. Of several names the
 * first that is set counts.
 */
export class OtelEnvironment {
  readonly warnings: string[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  text(...names: readonly string[]): string | undefined {
    return this.#first(names)?.value;
  }

  /** A whole number of this size at least. */
  wholeNumber(least: number, ...names: readonly string[]): number | undefined {
    return this.#read(names, `a whole number from ${least} on`, (value) =>
      /^\d{1,9}$/.test(value) && Number(value) >= least ? Number(value) : undefined,
    );
  }

  /** A part of the whole: a number from 0 to 1. */
  part(...names: readonly string[]): number | undefined {
    return this.#read(names, 'a number from 0 to 1', (value) =>
      Number(value) >= 0 && Number(value) <= 1 ? Number(value) : undefined,
    );
  }

  oneOf<Word extends string>(words: readonly Word[], ...names: readonly string[]): Word | undefined {
    return this.#read(names, `one of ${words.join(', ')}`, (value) =>
      words.find((word) => word === value.toLowerCase()),
    );
  }

  /** Words with commas between them. */
  words(...names: readonly string[]): readonly string[] | undefined {
    return this.text(...names)
      ?.split(',')
      .map((word) => word.trim().toLowerCase());
  }

  isTrue(...names: readonly string[]): boolean {
    return this.text(...names)?.toLowerCase() === 'true';
  }

  /** An HTTP address, with a path below its own if there is one to add. */
  url(path: string, ...names: readonly string[]): string | undefined {
    return this.#read(names, 'an http or https URL', (value) => {
      const url = URL.parse(value);
      if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
      if (path !== '') url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
      return url.href;
    });
  }

  /** Names and percent-encoded values: `name=value,name=value`. */
  pairs(...names: readonly string[]): Readonly<Record<string, string>> {
    return this.#read(names, 'a list such as name=value,name=value', pairsOf) ?? {};
  }

  /** The text of a file. */
  file(...names: readonly string[]): string | undefined {
    return this.#read(names, 'the name of a file that can be read', (name) => {
      try {
        return readFileSync(name, 'utf8');
      } catch {
        return undefined;
      }
    });
  }

  #first(names: readonly string[]): Variable | undefined {
    for (const name of names) {
      const value = this.#environment[name]?.trim() ?? '';
      if (value !== '') return { name, value };
    }
    return undefined;
  }

  #read<Value>(
    names: readonly string[],
    expected: string,
    read: (value: string) => Value | undefined,
  ): Value | undefined {
    const variable = this.#first(names);
    if (!variable) return undefined;
    const value = read(variable.value);
    if (value === undefined) this.warnings.push(`${variable.name}: must be ${expected}; it is not used`);
    return value;
  }
}

/** As the header `baggage` has pairs; undefined where one of them has no name, or cannot be decoded. */
function pairsOf(text: string): Readonly<Record<string, string>> | undefined {
  const pairs: Record<string, string> = {};
  for (const pair of text.split(',')) {
    if (pair.trim() === '') continue;
    const [name = '', ...rest] = pair.split('=');
    if (rest.length === 0 || !/^[^\s"(),/:;<=>?@[\\\]{}]+$/.test(name.trim())) return undefined;
    try {
      pairs[decodeURIComponent(name.trim())] = decodeURIComponent(rest.join('=').trim());
    } catch {
      return undefined;
    }
  }
  return pairs;
}
