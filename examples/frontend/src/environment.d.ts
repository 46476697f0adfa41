interface ImportMetaEnv {
  /** Where GraphQL is, told when the page is built; the page's own origin otherwise. */
  readonly VITE_TASKLINE_URL?: string;
}
