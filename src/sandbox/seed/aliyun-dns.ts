import { standing, type Progress } from '../progress.ts';

/** The types of the batches of alidns. */
export const batchTypes = ['DOMAIN_ADD', 'DOMAIN_DEL', 'RR_ADD', 'RR_DEL'] as const;
/** A type of a batch of alidns. */
export type BatchType = (typeof batchTypes)[number];

/** A batch task of alidns, which has no dates. */
export interface DnsTask {
  /** Decimal digits: some are beyond what a double holds. */
  readonly id: string;
  readonly type: BatchType;
  /** 0 under way, 1 completed, 2 failed. */
  readonly status: 0 | 1 | 2;
  readonly total: number;
  readonly succeeded: Progress;
  readonly failed: number;
  readonly reason: Readonly<Record<'zh' | 'en', string>>;
  /** How its items that failed stand among the others. */
  readonly order: 'in turn' | 'failures last';
}

const none = { zh: '', en: '' };
const partly = { zh: '部分记录操作失败', en: 'Some records failed' };
const wholly = { zh: '域名已被锁定', en: 'The domain name is locked' };

/** A task that ended: completed, or failed where all its items did. */
function ended(id: string, type: BatchType, succeeded: number, failed: number): DnsTask {
  const isFailed = failed > 0 && succeeded === 0;
  const reason = isFailed ? wholly : failed > 0 ? partly : none;
  return {
    id,
    type,
    status: isFailed ? 2 : 1,
    total: succeeded + failed,
    succeeded: standing(succeeded),
    failed,
    reason,
    order: 'in turn',
  };
}

const underWay = (id: string, type: BatchType, total: number, failed: number): DnsTask => ({
  id,
  type,
  status: 0,
  total,
  succeeded: { atStart: 10, goal: total - failed, rate: 1 },
  failed,
  reason: failed > 0 ? partly : none,
  order: 'in turn',
});

/**
 * The account's batch tasks, the last first.
 * The first is as documented: https://www.alibabacloud.com/help/en/dns/api-alidns-2015-01-09-describebatchresultcount
 */
export const dnsTasks: readonly DnsTask[] = [
  {
    id: '123456',
    type: 'DOMAIN_ADD',
    status: 0,
    total: 4,
    succeeded: standing(2),
    failed: 2,
    reason: { zh: 'failed_reason', en: 'failed_reason' },
    order: 'in turn',
  },
  ended('9007199254740993123', 'RR_ADD', 120, 130),
  ended('123455', 'RR_DEL', 20, 0),
  ended('123454', 'DOMAIN_DEL', 0, 5),
  underWay('9007199254740993122', 'RR_ADD', 200, 3),
  underWay('123453', 'RR_DEL', 90, 0),
  ended('123452', 'RR_ADD', 199, 1),
  ended('123451', 'DOMAIN_ADD', 200, 0),
  ended('123450', 'DOMAIN_ADD', 0, 150),
  ended('123449', 'DOMAIN_DEL', 40, 60),
];
