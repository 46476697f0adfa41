/** Huawei Cloud Europe: a cloud of its own, under a domain of its own. eu-west-0 and eu-west-201 are not of it. */
const european = /^eu-west-1\d\d$/;

/** The address of the DNS in a region. */
export const endpointIn = (region: string): string =>
  `https://dns.${region}.${european.test(region) ? 'myhuaweicloud.eu' : 'myhuaweicloud.com'}`;
