import {
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import type { VariableValues } from './arguments.ts';
import type { Fragments } from './fragments.ts';

/** What collecting the fields of a selection set depends on, beside the type of the object. */
export interface Scope {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  /** The values of the variables in `@skip` and `@include`. */
  readonly conditions: VariableValues;
}

/** The nodes of each field of an object, by response names, in the order of the selection. */
export type SelectedFields = ReadonlyMap<string, readonly [FieldNode, ...FieldNode[]]>;

function isIncluded(node: SelectionNode, { conditions }: Scope): boolean {
  if (!node.directives || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, conditions)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, conditions)?.['if'] !== false;
}

function isOfType(
  { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
  type: GraphQLObjectType,
  { schema }: Scope,
): boolean {
  if (!typeCondition) return true;
  const condition = typeFromAST(schema, typeCondition);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

/** Collects the fields that selection sets select on an object type. Throws if a condition has no value. */
export function collectFields(
  scope: Scope,
  type: GraphQLObjectType,
  selectionSets: Iterable<SelectionSetNode>,
): SelectedFields {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const spread = new Set<string>();

  const collectFragment = (fragment: InlineFragmentNode | FragmentDefinitionNode): void => {
    if (isOfType(fragment, type, scope)) collect(fragment.selectionSet);
  };
  const collectField = (node: FieldNode): void => {
    const name = (node.alias ?? node.name).value;
    const nodes = fields.get(name);
    if (nodes) nodes.push(node);
    else fields.set(name, [node]);
  };
  const collectSpread = (name: string): void => {
    const fragment = scope.fragments[name];
    if (!fragment || spread.has(name)) return;
    spread.add(name);
    collectFragment(fragment);
  };
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (!isIncluded(node, scope)) continue;
      if (node.kind === Kind.FIELD) collectField(node);
      else if (node.kind === Kind.INLINE_FRAGMENT) collectFragment(node);
      else collectSpread(node.name.value);
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet);
  return fields;
}
