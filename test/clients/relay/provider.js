import { graphql } from 'relay-runtime';

export const older = graphql`
  fragment provider_tasks on Query
  @argumentDefinitions(
    source: { type: "String!" }
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  )
  @refetchable(queryName: "providerPageQuery") {
    aliyunEcsTasks(source: $source, first: $first, after: $after, last: $last, before: $before)
      @connection(key: "provider_aliyunEcsTasks", filters: ["source"]) {
      edges {
        node {
          id
          action
        }
      }
      totalCount
    }
  }
`;

export const whole = graphql`
  query providerQuery($id: ID!) {
    node(id: $id) {
      ... on HuaweiDnsBatchTask {
        failures(first: 100) @connection(key: "provider_failures") {
          edges {
            node {
              item
            }
          }
        }
      }
    }
  }
`;
