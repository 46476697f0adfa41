import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Replaces the resolvers of fields that only read the property of their own name by graphql's default resolver, which
 * the executor inlines: an answer of a hundred tasks has a thousand such fields.
 */
export function readPlainFieldsDirectly(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.extensions.pothosExposedField === field.name) field.resolve = defaultFieldResolver;
    }
  }
  return schema;
}
