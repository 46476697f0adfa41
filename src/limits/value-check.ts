import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  GraphQLError,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import { shortened } from '../errors/shortened.ts';
import { here, type ValueFault, within } from '../errors/value-fault.ts';
import { takesText } from '../execution/takes-text.ts';
import { tooComplex } from './limit-errors.ts';

/** How the values of variables are checked. */
export interface ValueCheckOptions {
  /** The most values that all variables may have together, items and members included. */
  readonly maxValues: number;
  /** Whether complaints omit "Did you mean …". */
  readonly hideSuggestions: boolean;
}

/** Longer than any value of an enum, any date and any number. */
const longestWord = 256;

const kindOf = (value: object): string => (Array.isArray(value) ? 'a list' : 'an object');

/**
 * Checks the values of variables as graphql coerces them, but up to the first fault: graphql goes on, and each of its
 * messages quotes the whole value, so that a body full of unknown keys takes seconds.
 */
export class ValueCheck {
  readonly #options: ValueCheckOptions;
  #values = 0;

  constructor(options: ValueCheckOptions) {
    this.#options = options;
  }

  /** The first fault of a value, null if it has none; throws QUERY_TOO_COMPLEX if there are too many values. */
  faultIn(value: unknown, type: GraphQLInputType): ValueFault | null {
    if (isNonNullType(type)) {
      const isAbsent = value === undefined || value === null;
      return isAbsent ? here(`Expected a value of type "${String(type)}".`) : this.faultIn(value, type.ofType);
    }
    this.count();
    if (value === undefined || value === null) return null;
    if (isListType(type)) {
      return Array.isArray(value) ? this.#faultInItems(value, type.ofType) : this.faultIn(value, type.ofType);
    }
    return isInputObjectType(type) ? this.#faultInMembers(value, type) : this.#faultInLeaf(value, type);
  }

  /** Counts a value, as `faultIn` does; throws QUERY_TOO_COMPLEX if there are too many. */
  count(): void {
    this.#values += 1;
    const { maxValues } = this.#options;
    if (this.#values > maxValues) {
      throw tooComplex(`The variables have more than ${maxValues} values.`, { limit: maxValues });
    }
  }

  #faultInItems(items: readonly unknown[], type: GraphQLInputType): ValueFault | null {
    for (let index = 0; index < items.length; index += 1) {
      const fault = this.faultIn(items[index], type);
      if (fault) return within(`[${index}]`, fault);
    }
    return null;
  }

  #faultInMembers(value: object, type: GraphQLInputObjectType): ValueFault | null {
    if (typeof value !== 'object' || Array.isArray(value)) return here(`Expected an object of type "${type.name}".`);
    const fields = type.getFields();
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(fields, key));
    if (unknown !== undefined) return here(`Type "${type.name}" has no field "${shortened(unknown)}".`);
    const members = value as Readonly<Record<string, unknown>>;
    for (const field of Object.values(fields)) {
      const member = members[field.name];
      if (member === undefined && !isRequiredInputField(field)) continue;
      const fault = this.faultIn(member, field.type);
      if (fault) return within(`.${field.name}`, fault);
    }
    return null;
  }

  /** The message is that of the type, which quotes the value: only short values reach it. */
  #faultInLeaf(value: unknown, type: GraphQLLeafType): ValueFault | null {
    if (typeof value === 'object' && value !== null) {
      return here(`Expected a value of type "${type.name}", found ${kindOf(value)}.`);
    }
    if (typeof value === 'string' && takesText(type)) return null;
    if (typeof value === 'string' && value.length > longestWord) {
      return here(`Expected a value of type "${type.name}", found ${value.length} characters.`);
    }
    try {
      const isValue = type.coerceInputValue(value, this.#options.hideSuggestions) !== undefined;
      return isValue ? null : here(`Expected a value of type "${type.name}".`);
    } catch (error) {
      return here(error instanceof GraphQLError ? error.message : `Expected a value of type "${type.name}".`);
    }
  }
}
