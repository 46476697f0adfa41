import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { faultsOf, fileOf } from './config-file.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const fileWith = (hook: string): string => `
sources:
  - { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: a, accessKeySecret: b } }
hooks:
  - ${hook}
`;
const url = 'url: https://hooks.example.com/x?token=hidden';
const good = `${url}, secret: "${secret}"`;

test('a hook has every setting, and defaults', () => {
  const file = fileWith(`{ ${good}, on: [ FAILED ] }`);
  expect(loadConfig({}, fileOf(file)).hooks).toEqual([
    { url: 'https://hooks.example.com/x?token=hidden', secret, on: ['FAILED'], filter: {}, allowPrivate: false },
  ]);
  expect(loadConfig({}).hooks).toEqual([]);
});

test('the folder of hooks is relative to the configuration file', () => {
  const file = fileOf(`${fileWith(`{ ${good}, on: [ FAILED ] }`)}\nhooksFolder: ./kept\n`);
  expect(loadConfig({}, file).hooksFolder).toBe(join(dirname(file), 'kept'));
  expect(loadConfig({}).hooksFolder).toBeUndefined();
});

const badSecret = 'hooks[0].secret: must be whsec_ and the base64 of 24 to 64 random bytes';

test.for([
  { hook: `{ ${good}, on: [ FINISHED ], filter: { sources: [ "d*" ], providers: [ ALIYUN_DNS ] } }`, lines: [] },
  { hook: `{ url: "http://10.0.0.1/x", secret: "${secret}", on: [ FAILED ], allowPrivate: true }`, lines: [] },
  {
    hook: `{ url: "http://hooks.example.com/", secret: "${secret}", on: [ FAILED ] }`,
    lines: ['hooks[0].url: must be https; http needs allowPrivate: true'],
  },
  {
    hook: `{ url: hooks, secret: "${secret}", on: [ FAILED ] }`,
    lines: ['hooks[0].url: must be a URL, such as https://hooks.example.com/taskline'],
  },
  {
    hook: `{ url: "ftp://hooks.example.com", secret: "${secret}", on: [ FAILED ] }`,
    lines: ['hooks[0].url: must be an https URL'],
  },
  {
    hook: `{ url: "https://me:hunter2@hooks.example.com", secret: "${secret}", on: [ FAILED ] }`,
    lines: ['hooks[0].url: must not hold credentials: the receiver knows by the signature who has sent it'],
  },
  {
    hook: `{ url: "https://hooks.example.com/#x", secret: "${secret}", on: [ FAILED ] }`,
    lines: ['hooks[0].url: must not have a fragment'],
  },
  { hook: `{ ${url}, secret: hunter2, on: [ FAILED ] }`, lines: [badSecret] },
  { hook: `{ ${url}, secret: whsec_aHVudGVyMg==, on: [ FAILED ] }`, lines: [badSecret] },
  { hook: `{ ${url}, secret: "${secret}!", on: [ FAILED ] }`, lines: [badSecret] },
  { hook: `{ ${url}, secret: "whsec_${'A'.repeat(88)}", on: [ FAILED ] }`, lines: [badSecret] },
  { hook: `{ ${good}, on: [] }`, lines: ['hooks[0].on: must name one event at least'] },
  { hook: `{ ${good}, on: [ DONE ] }`, lines: ['hooks[0].on[0]: must be one of FINISHED, FAILED, STALLED'] },
  { hook: `{ ${good} }`, lines: ['hooks[0].on: must be a list of events'] },
  {
    hook: `{ ${good}, on: [ FAILED ], filter: { sources: [ "ecs-*" ] } }`,
    lines: ['hooks[0].filter.sources[0]: no source has this key'],
  },
  {
    hook: `{ ${good}, on: [ FAILED ], filter: { statuses: [ DONE ] } }`,
    lines: [expect.stringMatching(/^hooks\[0\]\.filter\.statuses\[0\]: must be one of PENDING, /)],
  },
  { hook: `{ ${good}, on: [ FAILED ], events: 1 }`, lines: ['hooks[0].events: is not a setting'] },
  {
    hook: `{ ${url}, secret:hunter2, on: [ FAILED ] }`,
    lines: ['hooks[0].secret: must be a text', expect.stringMatching(/^hooks\[0\]: holds a name that is no setting/)],
  },
  {
    hook: `{ ${url}, secret: !!str ${secret.slice(0, 12)} #cut\n    , on: [ FAILED ] }`,
    lines: [expect.stringMatching(/^hooks\[0\]\.secret: is cut at a #/)],
  },
])('$hook: $lines', ({ hook, lines }) => {
  const faults = faultsOf(fileWith(hook));
  expect(faults.toSorted()).toEqual(lines);
  expect(faults.join()).not.toMatch(/hunter2|token=hidden|whsec_[A-Za-z0-9]/);
});
