import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readlinkSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const told = (program: string, ...words: readonly string[]): string =>
  execFileSync(program, words, { encoding: 'utf8' }).trim();

/** The folders of this machine that the base of a build is made of: mounted, not copied. */
const lent = ['/usr/bin', '/usr/sbin', '/usr/lib', '/usr/lib64', '/usr/share', '/etc'].filter((path) =>
  existsSync(path),
);

/** `/bin`, `/lib` and others, which lead to `/usr`. */
const links = ['bin', 'sbin', 'lib', 'lib32', 'lib64'];

/** npm, as a package. */
function layNpm(root: string): void {
  const folder = dirname(dirname(realpathSync(told('sh', '-c', 'command -v npm'))));
  const target = join(root, 'usr/local/lib/node_modules/npm');
  cpSync(folder, target, { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'));
}

/** Stands in for Node's image: this machine's Debian, with the pinned Node and npm where the image has them. */
export function layNodeBase(root: string): void {
  for (const folder of ['usr/local/bin', 'root', 'tmp', 'proc', 'dev', 'npm-cache', ...lent]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, 'dev/null'), '');
  for (const name of links) {
    if (existsSync(`/${name}`)) symlinkSync(readlinkSync(`/${name}`), join(root, name));
  }
  cpSync(realpathSync('node_modules/.bin/node'), join(root, 'usr/local/bin/node'));
  layNpm(root);
  execFileSync('chmod', ['1777', join(root, 'tmp')]);
}

/** Stands in for the image below: what Node itself is linked with, and nothing else. There is no shell. */
export function layRuntimeBase(root: string): void {
  const libraries = told('ldd', realpathSync('node_modules/.bin/node')).matchAll(/(\/\S+) \(0x/g);
  for (const [, path = ''] of libraries) cpSync(realpathSync(path), join(root, path));
  for (const folder of ['etc', 'proc', 'dev', 'tmp', 'run']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'dev/null'), '');
}

/** How a program is run in a root. */
export interface InRoot {
  readonly root: string;
  readonly folder: string;
  /** Numbers of a user and a group. */
  readonly user: string;
  readonly readOnly: boolean;
  /** Folders of this machine to be mounted, read-only unless they end in `:rw`, by where they are in the root. */
  readonly mounts: Readonly<Record<string, string>>;
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** The command that runs a program in a root, in namespaces of its own, in which it is the first process. */
export function commandIn(
  { root, folder, user, readOnly, mounts }: InRoot,
  words: readonly string[],
): readonly string[] {
  const [own = '', group = own] = user.split(':');
  const program = words.map(quoted).join(' ');
  const at = (path: string): string => quoted(join(root, path));
  const lines = [
    // The root is a mount of its own, so that it can be read-only.
    `mount --bind ${at('')} ${at('')}`,
    ...Object.entries(mounts).flatMap(([path, source]) => {
      const from = source.replace(/:rw$/, '');
      const bound = `mount --rbind ${quoted(from)} ${at(path)}`;
      return source === from ? [bound, `mount -o remount,bind,ro ${at(path)}`] : [bound];
    }),
    `mount --bind /dev/null ${at('dev/null')}`,
    `mount -t proc proc ${at('proc')}`,
    ...(readOnly ? [`mount -o remount,bind,ro ${at('')}`] : []),
    `exec unshare --root ${quoted(root)} --wd ${quoted(folder)} --setgid ${group} --setuid ${own} -- ${program}`,
  ];
  return ['unshare', '--mount', '--pid', '--fork', '--kill-child', 'sh', '-ec', lines.join('\n')];
}

/** How this machine reaches its registries, for a build: by a proxy, or by an authority of its own. */
export const buildEnvironment = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['HTTPS_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** The mounts of a build: this machine's programs, and npm's cache. */
export const buildMounts = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(lent.map((path) => [path, path])),
  '/npm-cache': `${told('npm', 'config', 'get', 'cache')}:rw`,
});
