import { execFileSync } from 'node:child_process';

/** The store's program: Valkey's where it is installed, else Redis'; null where neither is. */
export const storeProgram: string | null = ['valkey-server', 'redis-server'].find(isInstalled) ?? null;

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
