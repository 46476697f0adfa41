import { toBlankSeparated } from './dates.ts';
import type { DnsTask } from './seed/aliyun-dns.ts';

const firstOperation = Date.UTC(2019, 7, 22, 18, 2, 58);

/** One item of a batch task: its number from 0, and how it went. */
export interface DnsItem {
  readonly number: number;
  readonly isSuccess: boolean;
}

/** The items done so far; in turn: failed ones and others alternate as long as there are both. */
export function dnsItems(succeeded: number, failed: number, order: DnsTask['order'] = 'in turn'): DnsItem[] {
  if (order === 'failures last')
    return Array.from({ length: succeeded + failed }, (_, number) => ({ number, isSuccess: number < succeeded }));
  const inTurn = 2 * Math.min(succeeded, failed);
  return Array.from({ length: succeeded + failed }, (_, number) => ({
    number,
    isSuccess: number < inTurn ? number % 2 === 1 : succeeded > failed,
  }));
}

const recordStatus = { zh: '正常', en: 'Normal' };
const failures = { zh: '记录已存在', en: 'The record already exists' };

/** An item as DescribeBatchResultDetail tells of it. */
export const writeDetail = (task: DnsTask, { number, isSuccess }: DnsItem, language: 'zh' | 'en') => ({
  Status: isSuccess,
  Domain: `example${number}.com`,
  Rr: task.type.startsWith('RR_') ? `www${number}` : '',
  NewRr: '',
  Type: task.type.startsWith('RR_') ? 'A' : '',
  Value: task.type.startsWith('RR_') ? `192.0.2.${number % 256}` : '',
  NewValue: '',
  Line: 'default',
  Priority: '5',
  Ttl: '600',
  RecordId: String(9_007_199_254_740_993n + BigInt(number)),
  RrStatus: recordStatus[language],
  Remark: '',
  Reason: isSuccess ? '' : failures[language],
  BatchType: task.type,
  OperateDateStr: toBlankSeparated(firstOperation + number * 1000),
});
