import { getNullableType, GraphQLID, type GraphQLInputType, GraphQLString } from 'graphql';

/** Whether a type, or the nullable type of it, accepts every string as input, and does not change it. */
export function takesText(type: GraphQLInputType): boolean {
  const nullable = getNullableType(type);
  return nullable === GraphQLString || nullable === GraphQLID;
}
