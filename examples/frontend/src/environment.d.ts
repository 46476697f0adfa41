interface ImportMetaEnv {
  readonly VITE_TASKLINE_URL?: string;
}
