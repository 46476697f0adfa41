import { expect, test } from 'vitest';
import { configFile, loadConfig } from '#src/config/load.ts';
import { createLogger } from '#src/platform/log.ts';
import { readCommandLine, usage } from '#src/start/command-line.ts';
import { operatorMessage } from '#src/start/operator-message.ts';
import { startTaskline } from '#src/start/taskline.ts';
import { fileOf } from '#test/config/config-file.ts';

/** What is thrown. */
function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}

test.for([
  { words: [], command: { kind: 'run', config: undefined } },
  { words: ['--config', 'a.yaml'], command: { kind: 'run', config: 'a.yaml' } },
  { words: ['sandbox'], command: { kind: 'sandbox' } },
  { words: ['check', '--probe'], command: { kind: 'check', words: ['--probe'] } },
  { words: ['--version'], command: { kind: 'print', text: expect.stringMatching(/^\d+\.\d+\.\d+$/) } },
  {
    words: ['--help'],
    command: {
      kind: 'print',
      text: expect.stringMatching(/^usage: npm start -- \[--config taskline\.yaml\]\n[^]*--version/),
    },
  },
])('the command line $words is understood', ({ words, command }) => {
  expect(readCommandLine(words)).toEqual(command);
});

test.for([
  { what: 'an unknown option', words: ['--port', '1'] },
  { what: 'a word too many', words: ['taskline.yaml'] },
  { what: 'a word after a command', words: ['sandbox', 'check'] },
])('$what is answered with how to start it', ({ words }) => {
  const error = thrownBy(() => readCommandLine(words));
  expect(operatorMessage(error, usage, {})).toEqual(['usage: npm start -- [--config taskline.yaml]']);
});

test('a HOST that nobody knows ends the start with one line that names HOST', async () => {
  const apiKey = `{ name: a, sha256: "${'0'.repeat(64)}", sources: [ dns ] }`;
  const source = '{ key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: a, accessKeySecret: b } }';
  const file = fileOf(`sources: [ ${source} ]\nauth: { mode: apiKeys, apiKeys: [ ${apiKey} ] }`);
  const environment = { HOST: 'aarch64-conda-linux-gnu.invalid', PORT: '0' };
  const config = loadConfig(environment, configFile(environment, file));
  const starting = startTaskline(config, createLogger({ level: 'silent', pretty: false }));
  const error: unknown = await starting.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(operatorMessage(error, usage, environment)).toEqual([expect.stringMatching(/ \(HOST in the environment\)$/)]);
});
