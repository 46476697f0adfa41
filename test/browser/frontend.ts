import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

const directory = new URL('../../examples/frontend/', import.meta.url).pathname;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Builds the page as its README says, for a gateway at the page's own origin unless told where. */
export const build = async (options: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<void> => {
  const env = { ...process.env, ...environment };
  await promisify(execFile)('npm', ['run', 'build', '--', ...options], { cwd: directory, env });
};

/** Starts Vite on a free port until the test ends: `dev` serves the sources, `preview` a build. */
export async function startVite(commandLine: readonly string[], gatewayUrl: string): Promise<string> {
  const options = ['--host', '127.0.0.1', '--port', '0'];
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', ...commandLine, ...options], {
    cwd: directory,
    env: { PATH: process.env.PATH, TASKLINE_URL: `${gatewayUrl}/graphql`, NO_COLOR: '1' },
  });
  onTestFinished(() => void vite.kill());
  let output = '';
  vite.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const address = () => /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
  await expect.poll(address, { timeout: 20_000 }).toBeDefined();
  return String(address());
}

/** A page in a browser of its own, with what it complained of; both end with the test. */
export async function openPage() {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 }, locale: 'en-GB' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}
