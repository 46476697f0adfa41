import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileOf } from './config-file.ts';

const names = Array.from({ length: 30 }, (_value, index) => `a${String(index + 1).padStart(2, '0')}`);

const regions =
  'cn-hangzhou, cn-beijing, cn-shanghai, cn-shenzhen, cn-chengdu, ap-southeast-1, ap-southeast-5, eu-central-1';

/** What the secret of each account is read as. */
export const secretOf = (name: string): string => `hunter2-${name}`;

/** 30 accounts at four APIs, of which one is asked in eight regions: 330 sources but for 30, with the upstream's address. */
const textFor = (url: string): string => `
auth: { mode: none }
accounts:
${names.map((name) => `  ${name}: { accessKeyId: id-${name}, accessKeySecret: "\${file:secrets-${name}}" }`).join('\n')}
defaults: { limits: { attempts: 2 } }
sources:
  - { provider: ALIYUN_ECS, key: "{account}-{region}", accounts: &all [ ${names.join(', ')} ], regions: [ ${regions} ], endpoint: "${url}" }
  - { provider: ALIYUN_DNS, key: "{account}-dns", accounts: *all, endpoint: "${url}" }
  - { provider: ALIYUN_POLARDB, key: "{account}-{region}-polardb", accounts: *all, regions: [ cn-hangzhou, cn-beijing ], exclude: [ { region: cn-beijing } ], endpoint: "${url}" }`;

/** A configuration of 300 sources at one address, with the secrets of its accounts in files beside it. */
export function fileOfManySources(url: string) {
  const text = textFor(url);
  const file = fileOf(text);
  for (const name of names) writeFileSync(join(dirname(file), `secrets-${name}`), `${secretOf(name)}\n`);
  return { file, lines: text.trim().split('\n').length, names };
}
