import { type DocumentNode, getOperationAST, type GraphQLError, Kind } from 'graphql';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import { codedError } from '../errors/coded-error.ts';

/**
 * Refuses requests that have no document, or leave open which of its operations to execute. Yoga would too: the first with a
 * status of success for clients of plain JSON, the second without saying why.
 */
export const useOperationResolution = (): Plugin => ({
  onParams({ params: { query } }) {
    if (query === undefined || query === null) throw codedError('BAD_REQUEST', 'The request has no query.');
  },
  onParse: () => refuseUnresolved,
});

function refuseUnresolved({ result, context }: { result: unknown; context: YogaInitialContext }): void {
  if (!isDocument(result)) return;
  const operationName: unknown = context.params.operationName ?? undefined;
  if (operationName !== undefined && typeof operationName !== 'string') {
    throw codedError('BAD_REQUEST', 'The operationName is not a string.');
  }
  if (!getOperationAST(result, operationName)) throw unresolved(result, operationName);
}

/** What the parser leaves behind is a document, or the error that it threw. */
const isDocument = (result: unknown): result is DocumentNode =>
  typeof result === 'object' && result !== null && 'definitions' in result;

function unresolved({ definitions }: DocumentNode, operationName: string | undefined): GraphQLError {
  const hasOperation = definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return codedError('OPERATION_RESOLUTION_FAILURE', complaint(hasOperation, operationName));
}

function complaint(hasOperation: boolean, operationName: string | undefined): string {
  if (!hasOperation) return 'The document has no operation.';
  return operationName === undefined
    ? 'The document has several operations: operationName must name one of them.'
    : `The document has no operation named "${operationName}".`;
}
