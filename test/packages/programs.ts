import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const succeeds = (program: string, words: readonly string[]): boolean =>
  spawnSync(program, words, { stdio: 'ignore' }).status === 0;

/** Whether charts can be rendered here: by Go and Debian's packages of what Helm renders with. */
export const canRender: boolean =
  succeeds('go', ['version']) &&
  ['github.com/Masterminds/sprig', 'sigs.k8s.io/yaml'].every((name) => existsSync(`/usr/share/gocode/src/${name}`));

/** Whether an image can be laid out and started here: as root, in namespaces of its own. */
export const canStartImage: boolean =
  process.getuid?.() === 0 && succeeds('unshare', ['--mount', '--pid', '--fork', '--mount-proc', 'true']);
