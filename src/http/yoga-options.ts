/** Turns off what the listener and the request parser do instead of Yoga. */
export const yogaOptions = {
  graphiql: false,
  landingPage: false,
  multipart: false,
  maxRequestBodySize: false,
  // Yoga serves its health check for any URL with this ending, `/graphql?x=/health` too; no URL ends with a space.
  healthCheckEndpoint: ' ',
} as const;
