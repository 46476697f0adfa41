import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserPage } from '../http/listener.ts';
import { type PageSettings, readBuilt } from './built.ts';

/** What the board is made of. */
export interface BoardOptions {
  /** The folder of the built page. */
  readonly folder?: string;
  readonly settings: PageSettings;
  /** Is called if the page has not been built. */
  readonly warn: (text: string) => void;
}

/** Where `scripts/build-board.ts` writes. */
const builtFolder = new URL('../../board/dist/', import.meta.url).pathname;

/** The manifest of the board's documents: with the built page, or not there. */
export const boardManifest = join(builtFolder, 'documents.json');

/** The board as a page and its files. They are read at the first request: many gateways are never visited by a browser. */
export function createBoard({ folder = builtFolder, settings, warn }: BoardOptions): BrowserPage {
  if (!existsSync(join(folder, 'index.html'))) {
    warn('The board has not been built: run `npm run build:board`, or set `board: false`.');
    return { html: async () => null, file: async () => undefined };
  }
  let reading: ReturnType<typeof readBuilt> | undefined;
  const built = () => (reading ??= readBuilt(folder, settings));
  return {
    html: async () => (await built()).html,
    file: async (path) => (await built()).files.get(path),
  };
}
