import { membersOf } from '../platform/members.ts';

/** A number as it is written: a double would lose digits. */
const keepNumbers = (_name: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && context?.source !== undefined ? JSON.rawJSON(context.source) : value;

function parse(text: string): unknown {
  try {
    return JSON.parse(text, keepNumbers);
  } catch {
    return null;
  }
}

/** The members of a JSON object, each as its JSON text, digit for digit; none of what is no object. */
export const jsonMembersOf = (text: string): [name: string, json: string][] =>
  Object.entries(membersOf(parse(text))).map(([name, value]) => [name, JSON.stringify(value)]);
