import { GraphQLID, type GraphQLLeafType, GraphQLString } from 'graphql';

/** Whether a type accepts every string as input, and does not change it. */
export const takesText = (type: GraphQLLeafType): boolean => type === GraphQLString || type === GraphQLID;
