import { type DocumentNode, type FieldNode, GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import { type Fragments, fragmentsOf } from '../execution/fragments.ts';
import { tooComplex } from './limit-errors.ts';

/** The most comparisons, weighted: they take at most a tenth of a second. */
const mostComparisons = 250_000;

/** The most selections that are read. Those of a fragment count again for each selection set that it is spread in. */
const mostSelections = 200_000;

/**
 * How long the comparison of two fragments or fields takes, relative to that of two fields without arguments and selections.
 */
const weights = { plain: 1, fragment: 5, field: 10 } as const;

const isPlain = ({ arguments: values = [], selectionSet }: FieldNode): boolean => values.length === 0 && !selectionSet;

/** The fields and fragments that several selection sets of one place select together. */
interface Merged {
  readonly fields: Map<string, FieldNode[]>;
  readonly fragments: Set<string>;
  /** The fragments that the sets themselves spread, and not fragments in them. */
  spreads: number;
}

/**
 * Refuses documents in which too many fields have the same name in the same place: validation compares each pair of them,
 * and each pair of fragments that are spread in one place. graphql has a limit too, which takes most of a second to reach.
 */
export function refuseRepetition(document: DocumentNode): void {
  const reader = new MergedFields(fragmentsOf(document));
  for (const definition of document.definitions)
    if ('selectionSet' in definition) reader.read([definition.selectionSet]);
}

class MergedFields {
  readonly #fragments: Fragments;
  readonly #read = new Set<SelectionSetNode>();
  #comparisons = 0;
  #selections = 0;

  constructor(fragments: Fragments) {
    this.#fragments = fragments;
  }

  /** Reads selection sets that are merged, and all below them. One that is merged with no other is read once. */
  read(sets: readonly SelectionSetNode[]): void {
    const [first, second] = sets;
    if (!first || (!second && this.#read.has(first))) return;
    if (!second) this.#read.add(first);
    const merged: Merged = { fields: new Map(), fragments: new Set(), spreads: 0 };
    for (const set of sets) this.#merge(merged, set, true);
    if (merged.spreads > 1) this.#compare(merged.fragments.size, weights.fragment);
    for (const fields of merged.fields.values()) {
      this.#compare(fields.length, fields.every(isPlain) ? weights.plain : weights.field);
      this.read(fields.flatMap(({ selectionSet }) => selectionSet ?? []));
    }
  }

  #merge(merged: Merged, { selections }: SelectionSetNode, isOwn: boolean): void {
    for (const selection of selections) {
      this.#count();
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const fields = merged.fields.get(name);
        if (fields) fields.push(selection);
        else merged.fields.set(name, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.#merge(merged, selection.selectionSet, isOwn);
      } else {
        this.#spread(merged, selection.name.value, isOwn);
      }
    }
  }

  #spread(merged: Merged, name: string, isOwn: boolean): void {
    if (isOwn) merged.spreads += 1;
    const fragment = this.#fragments[name];
    if (!fragment || merged.fragments.has(name)) return;
    merged.fragments.add(name);
    this.#merge(merged, fragment.selectionSet, false);
  }

  #count(): void {
    this.#selections += 1;
    if (this.#selections <= mostSelections) return;
    throw tooComplex(`The document has more than ${mostSelections} selections.`, { limit: mostSelections });
  }

  #compare(count: number, weight: number): void {
    this.#comparisons += (weight * count * (count - 1)) / 2;
    if (this.#comparisons <= mostComparisons) return;
    throw new GraphQLError('The document repeats fields or fragments in one place too often.');
  }
}
