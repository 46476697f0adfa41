import { GraphQLID, type GraphQLLeafType, GraphQLString } from 'graphql';

/** Whether a type takes every text, and as it is. */
export const takesText = (type: GraphQLLeafType): boolean => type === GraphQLString || type === GraphQLID;
