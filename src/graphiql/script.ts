/** The plug-in of GraphiQL's history, and the place where its renderer names the plug-ins that it shows. */
const historyPlugin = /\b(\w+)=\{title:"History",/;
const shownPlugins = /\bplugins:\[(?=\w+\],schemaDescription:)/;

/** The script with the history shown: the renderer leaves it out, and an option cannot name it, being JSON. */
function withHistory(script: string): string {
  const [, plugin] = historyPlugin.exec(script) ?? [];
  return plugin === undefined ? script : script.replace(shownPlugins, (shown) => `${shown}${plugin},`);
}

/**
 * GraphiQL's script, and the lines that start it. The history would keep headers, and tokens in them, beyond the tab: they
 * are left out of what is stored.
 */
export const graphiqlScript = (script: string): string => `${withHistory(script)}
{
  const { options, workers } = JSON.parse(document.getElementById('settings').textContent);
  self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] };
  const withoutHeaders = (name, value) => (name === 'headers' ? undefined : value);
  const storage = {
    get length() { return localStorage.length },
    getItem: (key) => localStorage.getItem(key),
    removeItem: (key) => localStorage.removeItem(key),
    clear: () => localStorage.clear(),
    setItem(key, value) {
      const isHistory = /:(queries|favorites)$/.test(key);
      localStorage.setItem(key, isHistory ? JSON.stringify(JSON.parse(value, withoutHeaders)) : value);
    },
  };
  YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), { ...options, storage });
}
`;
