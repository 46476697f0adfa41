import { type DocumentNode, type EnumValueNode, GraphQLError, type NameNode, visit } from 'graphql';
import { shortened } from '../errors/shortened.ts';

/** Longer than any name of the schema, and than an alias need be: the path of each error repeats it. */
const longestName = 256;

/** Longer than any text that an argument takes, but for cursors, which are one line. */
const longestBlock = 10_000;

const longWord = new RegExp(`[_0-9A-Za-z]{${longestName + 1}}`);

/** Texts may have long words too: only documents that can have what is refused are looked through. */
const isSuspect = (text: string): boolean =>
  longWord.test(text) || (text.length > longestBlock && text.includes('"""'));

function refuseName(node: NameNode | EnumValueNode): void {
  if (node.value.length <= longestName) return;
  const message = `The name "${shortened(node.value)}" has more than ${longestName} characters.`;
  throw new GraphQLError(message, { nodes: node });
}

/** Refuses names and block texts that are far too long: validation would look for names like them, and print them. */
export function refuseLongWords(document: DocumentNode, text: string): void {
  if (!isSuspect(text)) return;
  visit(document, {
    Name: refuseName,
    EnumValue: refuseName,
    StringValue(node) {
      if (!node.block || node.value.length <= longestBlock) return;
      throw new GraphQLError(`A block text has more than ${longestBlock} characters.`);
    },
  });
}
