import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a program is in the folders of this PATH; none where there is no PATH. */
export const isInstalled = (program: string, path: string | undefined): boolean =>
  (path ?? '').split(delimiter).some((folder) => folder !== '' && isExecutable(join(folder, program)));

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
