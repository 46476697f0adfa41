import { checkConfig } from '../src/start/check-config.ts';

const isUsable = await checkConfig(process.env, process.argv.slice(2), {
  write: (line) => console.log(line),
  complain: (line) => console.error(`taskline: ${line}`),
});
process.exitCode = isUsable ? 0 : 1;
