/** How the commands are called: by the name of the package where it is compiled and installed, else by npm's scripts. */
export const invocation = import.meta.url.endsWith('.js')
  ? { run: 'taskline', check: 'taskline check', sandbox: 'taskline sandbox' }
  : { run: 'npm start --', check: 'npm run check-config --', sandbox: 'npm run sandbox' };
