import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOf } from '#test/config/config-file.ts';
import { runNode } from '#test/config/process.ts';
import { startSts, stsKey } from './sts.ts';

const section = (name: string, id: string): string =>
  `[${name}]\ntype = access_key\naccess_key_id = ${id}\naccess_key_secret = hunter2\n`;

/** A home with the profiles of the vendor's command line and of its SDKs. */
function homeWith(host: string): string {
  const home = dirname(fileOf(''));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(home, name)));
    writeFileSync(join(home, name), text);
  };
  const key = { access_key_id: stsKey.accessKeyId, access_key_secret: stsKey.accessKeySecret };
  const role = { mode: 'RamRoleArn', ...key, ram_role_arn: 'acs:ram::1:role/prod', ram_session_name: 'cli' };
  const profiles = [
    { name: 'plain', mode: 'AK', access_key_id: 'LTAIplain', access_key_secret: 'hunter2' },
    { name: 'both', mode: 'AK', access_key_id: 'LTAIcli', access_key_secret: 'hunter2' },
    { name: 'prod', ...role, expired_seconds: 3600, sts_endpoint: host },
    { name: 'odd', mode: 'hunter2' },
  ];
  write('.aliyun/config.json', JSON.stringify({ current: 'plain', profiles }));
  write('.alibabacloud/credentials', section('both', 'LTAIshared') + section('shared', 'LTAIshared'));
  return home;
}

const asking = `
  import { credentialsOf } from './src/start/credentials.ts';
  let now = 0;
  performance.now = () => now;
  for (const [profile, times] of [['plain', 1], ['both', 1], ['shared', 1], ['prod', 2], ['odd', 1], ['absent', 1]]) {
    const credentials = credentialsOf({ chain: 'default', profile });
    for (let asked = 0; asked < times; asked += 1) {
      const known = await credentials().catch(({ message, failure }) => ({ message, ...failure }));
      console.log(JSON.stringify({ profile, ...known, accessKeySecret: undefined }));
      now += 31_000;
    }
  }
  const assumeRole = { roleArn: 'acs:ram::1:role/second', stsEndpoint: process.env.STS };
  console.log(JSON.stringify((await credentialsOf({ chain: 'default', profile: 'prod', assumeRole })()).securityToken));`;

test('profiles are found by their names, in the file of the command line first', async () => {
  const sts = await startSts();
  const environment = {
    HOME: homeWith(sts.host),
    STS: sts.host,
    // What names another profile is for those that name none.
    ALIBABA_CLOUD_PROFILE: 'plain',
    NODE_EXTRA_CA_CERTS: new URL('../fixtures/tls/localhost.pem', import.meta.url).pathname,
  };
  const { ended, output, complaints } = runNode(['--input-type=module', '--eval', asking], environment);
  expect([await ended, complaints()]).toEqual([0, '']);
  const lines = output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  const session = { profile: 'prod', accessKeyId: 'STS.1', securityToken: 'token-1' };
  const none = { message: 'The credential chain gave no credentials.', code: 'UPSTREAM_DENIED' };
  expect(lines).toEqual([
    { profile: 'plain', accessKeyId: 'LTAIplain' },
    { profile: 'both', accessKeyId: 'LTAIcli' },
    { profile: 'shared', accessKeyId: 'LTAIshared' },
    session,
    session,
    { profile: 'odd', ...none },
    { profile: 'absent', ...none },
    'token-3',
  ]);
  expect(sts.calls).toMatchObject([
    { RoleArn: 'acs:ram::1:role/prod', RoleSessionName: 'cli', AccessKeyId: stsKey.accessKeyId },
    { RoleArn: 'acs:ram::1:role/prod' },
    { RoleArn: 'acs:ram::1:role/second', SecurityToken: 'token-2' },
  ]);
  expect(output()).not.toContain('hunter2');
});
