import { documented, type DnspodTask } from './seed/tencent-dnspod.ts';

/** How one domain or record went: its status, and why it failed. */
interface Outcome {
  readonly Status: 'ok' | 'waiting' | 'error';
  readonly ErrMsg: string | null;
}

const ok: Outcome = { Status: 'ok', ErrMsg: null };
const waiting: Outcome = { Status: 'waiting', ErrMsg: null };
const failed = (ErrMsg: string): Outcome => ({ Status: 'error', ErrMsg });

const operations = {
  domain_create: { domain: 'plus', record: 'plus' },
  domain_remove: { domain: 'remove', record: 'remove' },
  record_create: { domain: null, record: 'plus' },
  record_modify: { domain: null, record: 'edit' },
} as const;

/** The record of the documentation's own task, where that is told of, or one of another task. */
function writeRecord(task: DnspodTask, number: number, index: number, outcome: Outcome) {
  const isDocumented = task === documented;
  return {
    RecordLine: '默认',
    TTL: 600,
    MX: isDocumented ? 23 : null,
    RecordId: isDocumented ? 178 : 1_000 * (number + 1) + index,
    SubDomain: isDocumented ? 'test' : (['@', 'www', 'api'][index] ?? null),
    RecordType: isDocumented ? 'MX' : 'A',
    Value: isDocumented ? 'test.aaaaaaa.com.' : `192.0.2.${number % 256}`,
    Enabled: 1,
    ...outcome,
    Id: index,
    Operation: operations[task.type].record,
  };
}

/** The records of a domain: where they are what the task is about, the first fails for all of a domain that fails. */
function writeRecords(task: DnspodTask, number: number, outcome: Outcome) {
  if (task.type === 'domain_remove') return null;
  const length = task === documented ? 1 : 1 + (number % 3);
  const isAboutRecords = task.type !== 'domain_create';
  return Array.from({ length }, (_, index) => {
    if (outcome.Status !== 'error') return writeRecord(task, number, index, outcome);
    const first = isAboutRecords ? failed('记录已经存在，无需再次添加。') : waiting;
    return writeRecord(task, number, index, index === 0 ? first : isAboutRecords ? ok : waiting);
  });
}

function outcomeOf(task: DnspodTask, number: number, succeeded: number): Outcome {
  if (number < succeeded) return ok;
  return number < task.total - task.failed ? waiting : failed('域名不在您的名下。');
}

/** A domain of a task as DescribeBatchTask tells of it, by its number from 0, when so many have succeeded. */
export function writeDetail(task: DnspodTask, number: number, succeeded: number) {
  const outcome = outcomeOf(task, number, succeeded);
  const isDocumented = task === documented;
  return {
    RecordList: writeRecords(task, number, outcome),
    DomainId: isDocumented ? 49 : task.type === 'domain_create' ? null : 50 + number,
    Domain: isDocumented ? 'dnsapi1.cn' : `domain${number}.example`,
    // A domain whose records failed has no reason of its own.
    ...(task.type.startsWith('record_') ? { ...outcome, ErrMsg: null } : outcome),
    Operation: operations[task.type].domain,
    DomainGrade: 'DP_FREE',
    Id: number,
  };
}
