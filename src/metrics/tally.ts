import { Counter, type Registry } from 'prom-client';

/** One number of a counter, counted up where it happens: what comes thousands of times a second looks up no labels. */
export interface Cell {
  count: number;
}

/** What a counter is told of itself. */
export interface TallyOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
}

/** A counter whose numbers are handed over when they are asked for. */
export class Tally<Label extends string> {
  #cells: { readonly labels: Readonly<Record<Label, string>>; readonly cell: Cell }[] = [];
  #isShown: (labels: Readonly<Record<Label, string>>) => boolean = () => true;

  constructor(registry: Registry, { name, help, labels }: TallyOptions<Label>) {
    const counter = new Counter<Label>({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      collect: () => {
        counter.reset();
        for (const { labels: of, cell } of this.#cells) if (this.#isShown(of)) counter.inc(of, cell.count);
      },
    });
  }

  /** A new number with these labels; whoever counts keeps it. */
  cell(labels: Readonly<Record<Label, string>>): Cell {
    const cell = { count: 0 };
    this.#cells.push({ labels, cell });
    return cell;
  }

  /** Shows only the numbers with such labels from now on, also of those that are yet to come. */
  keepOnly(isSuch: (labels: Readonly<Record<Label, string>>) => boolean): void {
    this.#isShown = isSuch;
    this.#cells = this.#cells.filter(({ labels }) => isSuch(labels));
  }
}

/** What there is by a name, made when it is first wanted; there must be few names. */
export function byName<Value>(make: (name: string) => Value): (name: string) => Value {
  const known = new Map<string, Value>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const made = make(name);
    known.set(name, made);
    return made;
  };
}
