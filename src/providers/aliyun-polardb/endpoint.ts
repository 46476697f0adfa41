/** The regions served by the one central host, beside those of finance and government. */
const centralRegions: ReadonlySet<string> = new Set([
  'cn-hangzhou',
  'cn-beijing',
  'cn-shanghai',
  'cn-qingdao',
  'cn-wulanchabu',
  'cn-heyuan',
]);

const closedRegion = /-(finance|gov)(-|$)/;

/** The address of PolarDB in a region. */
export function endpointIn(region: string): string {
  const central = centralRegions.has(region) || closedRegion.test(region);
  return central ? 'https://polardb.aliyuncs.com' : `https://polardb.${region}.aliyuncs.com`;
}
