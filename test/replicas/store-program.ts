import { isInstalled } from '#test/installed.ts';

/** The store's program in the folders of this PATH: Valkey's where it is there, else Redis'; null where neither is. */
export const storeProgramIn = (path: string | undefined): string | null =>
  ['valkey-server', 'redis-server'].find((program) => isInstalled(program, path)) ?? null;

/** The store's program that is installed; null where none is. */
export const storeProgram = storeProgramIn(process.env['PATH']);
