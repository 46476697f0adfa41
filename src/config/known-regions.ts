const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * The regions of each cloud that has any, by the cloud's name.
 * https://www.alibabacloud.com/help/en/ecs/product-overview/regions-and-zones
 * https://developer.huaweicloud.com/intl/en-us/endpoint
 */
export const knownRegions: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'Alibaba Cloud',
    words(`
      cn-qingdao cn-beijing cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-hangzhou cn-shanghai cn-nanjing cn-fuzhou
      cn-wuhan-lr cn-shenzhen cn-heyuan cn-guangzhou cn-chengdu cn-hongkong cn-zhengzhou-jva cn-zhongwei
      cn-hangzhou-finance cn-shanghai-finance-1 cn-shenzhen-finance-1 cn-beijing-finance-1 cn-beijing-gov-1
      cn-north-2-gov-1 ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-5
      ap-southeast-6 ap-southeast-7 ap-southeast-8 ap-south-1 us-east-1 us-west-1 us-southeast-1 na-south-1
      eu-central-1 eu-west-1 eu-west-2 me-east-1 me-central-1
    `),
  ],
  [
    'Huawei Cloud',
    words(`
      cn-north-1 cn-north-2 cn-north-4 cn-north-9 cn-north-11 cn-north-12 cn-east-2 cn-east-3 cn-east-4 cn-east-5
      cn-south-1 cn-south-2 cn-south-4 cn-southwest-2 cn-southwest-3 ap-southeast-1 ap-southeast-2 ap-southeast-3
      ap-southeast-4 ap-southeast-5 af-south-1 af-north-1 la-north-2 la-south-2 na-mexico-1 sa-brazil-1
      sa-argentina-1 sa-chile-1 sa-peru-1 ru-moscow-1 ru-northwest-2 tr-west-1 me-east-1 my-kualalumpur-1 ae-ad-1
      eu-west-0 eu-west-101
    `),
  ],
]);
