import { noArguments } from './arguments.ts';
import { abandon, type Frame } from './frame.ts';
import { FieldInfo } from './info.ts';
import { fail, isPromise, putLater } from './places.ts';
import type { FieldPlan, ObjectPlan } from './plan.ts';
import type { Run } from './run.ts';

type Method = (values: unknown, context: unknown, info: FieldInfo) => unknown;

const hasProperties = (source: unknown): source is Readonly<Record<string, unknown>> =>
  (typeof source === 'object' && source !== null) || typeof source === 'function';

/** What the resolver returns. Without one, as in graphql: the property of the field's name, called if it is a method. */
function valueOf(run: Run, { field, resolve, argumentsOf }: FieldPlan, source: unknown, frame: Frame): unknown {
  const values = argumentsOf ? argumentsOf(run) : noArguments;
  if (resolve) return resolve(source, values, run.contextValue, new FieldInfo(run, field, frame));
  if (!hasProperties(source)) return undefined;
  const { name } = field.definition;
  const property = source[name];
  if (typeof property !== 'function') return property;
  return (source as Readonly<Record<string, Method>>)[name]?.(
    values,
    run.contextValue,
    new FieldInfo(run, field, frame),
  );
}

function executeField(run: Run, plan: FieldPlan, source: unknown, frame: Frame): void {
  const key = plan.responseName;
  try {
    const value = valueOf(run, plan, source, frame);
    // eslint-disable-next-line valid-typeof
    if (typeof value === plan.asIsTypeof) frame.result[key] = value;
    else if (isPromise(value)) putLater(run, plan, value, frame, key);
    else frame.result[key] = plan.complete(run, value, frame, key);
  } catch (thrown) {
    fail(run, plan, thrown, frame, key);
  }
}

/** Executes the fields of an object, and puts their values into its frame: those of promises once they resolve. */
export function executeFields(run: Run, { fields }: ObjectPlan, source: unknown, frame: Frame): unknown {
  try {
    for (const field of fields) executeField(run, field, source, frame);
  } catch (error) {
    abandon(frame);
    throw error;
  }
  return frame.result;
}
