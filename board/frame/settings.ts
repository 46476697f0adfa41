/** What the gateway tells the page. */
export interface Settings {
  /** Whether there is GraphiQL to lead to. */
  readonly graphiql: boolean;
}

/** What the gateway told this page. */
export const settings = JSON.parse(document.getElementById('settings')?.textContent ?? '{}') as Settings;
