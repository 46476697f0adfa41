import { graphql } from 'relay-runtime';

export const timeline = graphql`
  fragment timeline_tasks on Query
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 20 }
    cursor: { type: "String" }
    filter: { type: "BatchTaskFilter" }
  )
  @refetchable(queryName: "timelineNextPageQuery") {
    batchTasks(first: $count, after: $cursor, filter: $filter)
      @connection(key: "timeline_batchTasks", filters: ["filter"]) {
      edges {
        node {
          id
          status
          createdAt
          ...taskRow_task
        }
      }
      sources {
        ok
        source {
          key
        }
      }
    }
  }
`;

export const taskRow = graphql`
  fragment taskRow_task on BatchTask {
    __typename
    taskId
    operation
    counts {
      total
      failed
    }
    failures(first: 5) @connection(key: "taskRow_failures") {
      edges {
        node {
          item
          message
        }
      }
    }
    ... on AliyunEcsTask {
      resourceId
    }
  }
`;

export const page = graphql`
  query timelineQuery($count: Int!, $cursor: String, $filter: BatchTaskFilter) {
    batchTasks(first: $count, after: $cursor, filter: $filter)
      @connection(key: "page_batchTasks", filters: ["filter"]) {
      edges {
        node {
          id
          taskId
        }
      }
    }
  }
`;
