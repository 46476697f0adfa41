import { type DocumentNode, type GraphQLError, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { codedError } from '../errors/coded-error.ts';

/** What a request says about which operation it wants. */
export interface WantedOperation {
  readonly operationName: string | null | undefined;
  /** The HTTP method: a GET changes nothing. */
  readonly method: string | undefined;
}

const isOperation = (definition: DocumentNode['definitions'][number]): definition is OperationDefinitionNode =>
  definition.kind === Kind.OPERATION_DEFINITION;

/** The operation that a request wants; throws if the document has none or several for it, or if a GET wants a mutation. */
export function operationOf(
  document: DocumentNode,
  { operationName, method }: WantedOperation,
): OperationDefinitionNode {
  const operations = document.definitions.filter(isOperation);
  const name = operationName ?? undefined;
  const [operation, another] = operations.filter((each) => name === undefined || each.name?.value === name);
  if (!operation || another) throw unresolved(operations.length > 0, name);
  if (method === 'GET' && operation.operation === OperationTypeNode.MUTATION) throw mutationByGet();
  return operation;
}

const unresolved = (hasOperation: boolean, operationName: string | undefined): GraphQLError =>
  codedError('OPERATION_RESOLUTION_FAILURE', complaint(hasOperation, operationName));

const mutationByGet = (): GraphQLError =>
  codedError('BAD_REQUEST', 'A mutation is sent by POST.', { status: 405, headers: { allow: 'POST' } });

function complaint(hasOperation: boolean, operationName: string | undefined): string {
  if (!hasOperation) return 'The document has no operation.';
  return operationName === undefined
    ? 'The document has several operations: operationName must name one of them.'
    : `The document has no operation named "${operationName}".`;
}
