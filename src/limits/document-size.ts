import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, fragmentsOf } from '../execution/fragments.ts';

/** The size of a document, independent of its variables. */
export interface DocumentSize {
  /** Nesting of fields, through fragments too. An introspection field counts 1: GraphQL limits introspection itself. */
  readonly depth: number;
  /** Number of fields with an alias. */
  readonly aliases: number;
  /** Number of directives. */
  readonly directives: number;
}

/** Measures a document. A fragment is counted once, however often it is spread. */
export function sizeOf(document: DocumentNode): DocumentSize {
  const counter = new SizeCounter(fragmentsOf(document));
  let depth = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      counter.count(definition.directives);
      depth = Math.max(depth, counter.depthOf(definition.selectionSet));
    } else if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      counter.depthOfFragment(definition.name.value);
    }
  }
  return { depth, aliases: counter.aliases, directives: counter.directives };
}

class SizeCounter {
  aliases = 0;
  directives = 0;
  readonly #fragments: Fragments;
  readonly #depths = new Map<string, number>();

  constructor(fragments: Fragments) {
    this.#fragments = fragments;
  }

  count(directives: readonly DirectiveNode[] = []): void {
    this.directives += directives.length;
  }

  depthOf({ selections }: SelectionSetNode): number {
    let depth = 0;
    for (const selection of selections) {
      this.count(selection.directives);
      depth = Math.max(depth, this.#depthOfSelection(selection));
    }
    return depth;
  }

  depthOfFragment(name: string): number {
    const known = this.#depths.get(name);
    const fragment = this.#fragments[name];
    if (known !== undefined || !fragment) return known ?? 0;
    // Ends the recursion of a fragment that spreads itself, which validation refuses later.
    this.#depths.set(name, 0);
    this.count(fragment.directives);
    const depth = this.depthOf(fragment.selectionSet);
    this.#depths.set(name, depth);
    return depth;
  }

  #depthOfSelection(selection: SelectionNode): number {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.depthOfFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.depthOf(selection.selectionSet);
    return this.#depthOfField(selection);
  }

  #depthOfField({ alias, name, selectionSet }: FieldNode): number {
    if (alias) this.aliases += 1;
    const below = selectionSet ? this.depthOf(selectionSet) : 0;
    return name.value.startsWith('__') ? 1 : 1 + below;
  }
}
