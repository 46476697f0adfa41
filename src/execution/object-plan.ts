import { defaultFieldResolver, type FieldNode, type GraphQLObjectType, TypeNameMetaFieldDef } from 'graphql';
import { planArguments } from './arguments.ts';
import { collectFields, type Scope, type SelectedFields } from './collect.ts';
import { positionOf } from './complete.ts';
import { asIsTypeof } from './leaf.ts';
import type { FieldPlan, ObjectPlan, SelectedField } from './plan.ts';

/** What the plans of one operation share while they are made. */
export interface PlanScope extends Scope {
  /** Numbers the fields whose arguments depend on variables. */
  readonly nextIndex: () => number;
}

type Definition = SelectedField['definition'];

const resolverOf = ({ resolve }: Definition): FieldPlan['resolve'] =>
  resolve && resolve !== defaultFieldResolver ? resolve : null;

function planField(scope: PlanScope, field: SelectedField): FieldPlan {
  const { responseName, nodes, definition } = field;
  const selections = (type: GraphQLObjectType) => planObject(scope, type, nodes);
  return {
    ...positionOf(definition.type, { schema: scope.schema, field, selections }),
    responseName,
    resolve: resolverOf(definition),
    argumentsOf: planArguments(definition, nodes[0], scope.nextIndex),
    asIsTypeof: asIsTypeof(definition.type),
  };
}

/** Makes the template of an object: its `__typename` is known, all other fields are null. */
function templateOf(names: Iterable<readonly [name: string, value: string | null]>): ObjectPlan['template'] {
  const members = Array.from(names, ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  // By JSON: an object whose many keys are assigned one by one is slow to copy, and `__proto__` would set the prototype.
  return JSON.parse(`{${members.join()}}`) as ObjectPlan['template'];
}

/** Plans the execution of the fields that are selected on a type. */
export function planSelected(scope: PlanScope, parentType: GraphQLObjectType, selected: SelectedFields): ObjectPlan {
  const names: [string, string | null][] = [];
  const fields: FieldPlan[] = [];
  for (const [responseName, nodes] of selected) {
    const definition = scope.schema.getField(parentType, nodes[0].name.value);
    if (!definition) continue;
    const isTypeName = definition === TypeNameMetaFieldDef;
    names.push([responseName, isTypeName ? parentType.name : null]);
    if (!isTypeName) fields.push(planField(scope, { responseName, nodes, definition, parentType }));
  }
  return { type: parentType, fields, template: templateOf(names) };
}

/** Plans the execution of an object of a type that a field returns. */
function planObject(scope: PlanScope, type: GraphQLObjectType, nodes: readonly FieldNode[]): ObjectPlan {
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return planSelected(scope, type, collectFields(scope, type, selectionSets));
}
