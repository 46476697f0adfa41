import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { createLogger } from '#src/platform/log.ts';
import { startTaskline } from '#src/start/taskline.ts';

/** A gateway in a browser, and what went on behind the page. */
export interface Visit {
  readonly page: Page;
  readonly url: string;
  /** Every address asked for, data and blob URLs aside. */
  readonly requested: string[];
  /** What the console told of errors and of broken policies. */
  readonly complaints: string[];
  /** Opens GraphiQL; the bytes that came over the wire for it. */
  open(): Promise<number>;
  screenshot(name: string): Promise<string>;
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A phone's screen, which is touched. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

const desktop: BrowserContextOptions = { viewport: { width: 1400, height: 900 } };

/** Starts a gateway over the sandbox and a browser on it; both end with the test. */
export async function visit(screen = desktop): Promise<Visit> {
  const logger = createLogger({ level: 'error', pretty: false });
  const taskline = await startTaskline(loadConfig({ PORT: '0' }), logger);
  onTestFinished(() => taskline.stop());
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  onTestFinished(() => browser.close());
  const page = await browser.newPage(screen);
  const directory = mkdtempSync(join(tmpdir(), 'taskline-'));
  return {
    page,
    url: taskline.url,
    ...listenTo(page),
    open: () =>
      measure(page, async () => {
        await page.goto(`${taskline.url}/graphql`);
        await page.getByRole('tab').first().waitFor();
        // The tabs' documents are checked by workers, whose scripts come last.
        await page.waitForTimeout(2_000);
      }),
    screenshot: async (name) => {
      const path = join(directory, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
  };
}

function listenTo(page: Page): { requested: string[]; complaints: string[] } {
  const requested: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url())) requested.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || /security policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { requested, complaints };
}

async function measure(page: Page, load: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await session.send('Network.enable');
  await load();
  await session.detach();
  return bytes;
}
