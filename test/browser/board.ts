import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { startTestTaskline, type TestOptions } from '#test/taskline.ts';

const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];

/** Where screenshots go: into docs if asked to, else nowhere that lasts. */
const pictures = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'taskline-'));

/** A browser window without a past, with what went on behind its pages. */
export async function openBrowser(options: BrowserContextOptions = {}) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  onTestFinished(() => browser.close());
  const defaults = { viewport: { width: 1400, height: 900 }, locale: 'en-GB', timezoneId: 'UTC' };
  const context = await browser.newContext({ ...defaults, ...options });
  const complaints: string[] = [];
  const requested: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('request', (request) => requested.push(request.url()));
  return { context, page: await context.newPage(), complaints, requested };
}

/** A gateway over a sandbox, and a browser on its board. */
export async function openBoard(options: TestOptions = {}, browserOptions: BrowserContextOptions = {}) {
  const taskline = await startTestTaskline(options);
  const opened = await openBrowser(browserOptions);
  return {
    ...taskline,
    ...opened,
    /** Shows a view of the board. */
    show: async (search = '') => {
      await opened.page.goto(`${taskline.url}/${search}`);
      await opened.page.locator('.tasks[aria-busy="false"]').waitFor();
    },
  };
}

/** The rows that are in sight or near it. */
export const rows = (page: Page) => page.locator('.row.task');

/** What each row in sight says in one of its cells. */
export const cells = async (page: Page, name: string): Promise<string[]> =>
  (await page.locator(`.row.task .cell.${name}`).allInnerTexts()).map((text) => text.trim());

/** What a reader with a disability would stumble over: serious and critical findings of axe. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  if (passes.length < 10) throw new Error('axe found nothing to check.');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary}`),
    );
}

/** Takes a picture of what is in sight. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}
