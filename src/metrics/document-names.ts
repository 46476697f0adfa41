import { Kind, parse } from 'graphql';
import type { Manifest } from '../documents/manifest.ts';

/** The label of all operations whose documents are not trusted ones: what clients write makes no labels. */
export const otherOperations = 'other';

/** The name of the operation of a document; of one without a name, the beginning of its hash. */
function nameOf(document: string, hash: string): string {
  const operation = parse(document, { noLocation: true }).definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  );
  const name = operation && 'name' in operation ? operation.name?.value : undefined;
  return name ?? hash.slice(0, 12);
}

/** The labels of operations by the texts of their documents: the names of trusted documents, and one for all others. */
export function operationLabels(manifest: Manifest): (query: string) => string {
  const names = new Map(Array.from(manifest, ([hash, document]) => [document, nameOf(document, hash)]));
  return (query) => names.get(query) ?? otherOperations;
}
