import { type DocumentNode, type EnumValueNode, GraphQLError, type NameNode, visit } from 'graphql';
import { shortened } from '../errors/shortened.ts';

/** Longer than any name of the schema. An alias need not be longer either: the path of each error repeats it. */
const longestName = 256;

/** Longer than any text that an argument takes. Cursors may be longer, but they have one line. */
const longestBlock = 10_000;

const longWord = new RegExp(`[_0-9A-Za-z]{${longestName + 1}}`);

/** A quick check, so that few documents have to be visited: strings may have long words too. */
const mayHaveLongWord = (text: string): boolean =>
  longWord.test(text) || (text.length > longestBlock && text.includes('"""'));

function refuseName(node: NameNode | EnumValueNode): void {
  if (node.value.length <= longestName) return;
  const message = `The name "${shortened(node.value)}" has more than ${longestName} characters.`;
  throw new GraphQLError(message, { nodes: node });
}

/**
 * Refuses names and block strings that are far too long: validation would compare them with names of the schema, and print
 * them.
 */
export function refuseLongWords(document: DocumentNode, text: string): void {
  if (!mayHaveLongWord(text)) return;
  visit(document, {
    Name: refuseName,
    EnumValue: refuseName,
    StringValue(node) {
      if (!node.block || node.value.length <= longestBlock) return;
      throw new GraphQLError(`A block text has more than ${longestBlock} characters.`);
    },
  });
}
