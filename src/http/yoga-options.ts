/** What Yoga is told to leave to the listener and the request parser. */
export const leftToTheListener = {
  graphiql: false,
  landingPage: false,
  multipart: false,
  maxRequestBodySize: false,
  // Yoga answers any address that ends so, `/graphql?x=/health` too; none ends in a space.
  healthCheckEndpoint: ' ',
} as const;
