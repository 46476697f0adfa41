import { providerModules, providerNames, type ProviderName } from '../src/providers/modules.ts';
import { meaningText } from '../src/schema/told.ts';
import { type Told, toldFields } from '../src/tasks/told.ts';

const introduction = `# What each provider tells

<!-- Generated from \`told\` of each module in src/providers: edit that, then run \`npm run generate\`. -->

A field that a provider does not fill is null. Tests compare both tables with what comes from the sandbox.

## Words for a status

Upper and lower case and underscores make no difference. Any other word is \`UNKNOWN\`; \`providerStatus\` has it as it came.

| provider | its word | status |
| --- | --- | --- |
`;

const fieldsIntroduction = `
TENCENT_DNSPOD has these words for domains and records only; the status of a task follows from its counts: RUNNING until all
items are counted. A task of ALIYUN_ECS that is being canceled is CANCELED already, without \`finishedAt\` and \`progress\`. \`-1\` of
ALIYUN_DNS means that there is no task.

## Fields

"yes" means in lists and by id, "by id" only for a task that is read by its id, "once finished" not before. A field is null
where its cell is "–", or "once finished" before that.

`;

const notes = `
- **What lists do not tell is filled**, so that a listed task has the same fields as one that is read by its id: where such a
  field is selected, the task is read by its id, from the cache or by an upstream call. So it is with \`updatedAt\` of
  HUAWEI_DNS and \`applicationType\` of ALIYUN_POLARDB for all tasks, and before a task has finished with \`progress\` and
  \`counts.total\` of HUAWEI_DNS and \`progress\` and \`counts.failed\` of ALIYUN_POLARDB. All that is selected of a task takes one call
  together. [The cost](clients.md#cost) of an operation counts them.
- **ALIYUN_DNS has no time**: its tasks come last in a timeline (first with \`direction: ASC\`), fall out of every filter by
  \`createdAfter\` or \`createdBefore\`, and make \`totalCount\` null on pages that do not reach them. Only the last task of each batch
  type is listed; by \`updatedAfter\` those are found that [the gateway has seen](clients.md#what-is-new) to appear or change.
- **ALIYUN_IMM has no total**: its lists, and timelines with it, have a \`totalCount\` of null.
- **ALIYUN_POLARDB and TENCENT_DNSPOD**: \`createdAt\` of the first is when the task started. The dates of the second are read as
  China's time.
- **\`failures\`** is empty for ALIYUN_ECS and ALIYUN_IMM, which do not report failed items. No provider gives an item a code of its
  own: \`code\` is always null, and deprecated.
- **\`language\`** of \`aliyunDnsBatchTask\` changes \`failureReason\` only. The texts of \`details\` and \`failures\` (\`reason\`,
  \`recordStatus\`, \`message\`) come in the provider's default, Chinese, whatever the language.
`;

const toldBy = (name: ProviderName): Told => providerModules[name].told;

const wordRows = (name: ProviderName): string =>
  Object.entries(toldBy(name).words)
    .map(([word, meaning]) => `| ${name} | \`${word}\` | ${meaningText(meaning)} |\n`)
    .join('');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

const fieldTable = (): string =>
  row(['field', ...providerNames]) +
  row(['---', ...providerNames.map(() => '---')]) +
  toldFields.map((field) => row([field, ...providerNames.map((name) => toldBy(name).fields[field] ?? '–')])).join('');

/** docs/providers.md, made of what each module says that its provider tells. */
export const providerDocs = (): string =>
  introduction + providerNames.map(wordRows).join('') + fieldsIntroduction + fieldTable() + notes;
