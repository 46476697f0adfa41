/** A key, one that needs a token, and one whose token is over. */
export const keys = [
  { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' },
  { accessKeyId: 'temporary', accessKeySecret: 'temporary-secret', securityToken: 'token' },
  { accessKeyId: 'over', accessKeySecret: 'over-secret', securityToken: 'token', expired: true },
];

export const temporary = { accessKeyId: 'temporary', accessKeySecret: 'temporary-secret' };
export const over = { accessKeyId: 'over', accessKeySecret: 'over-secret' };
/** The time so many minutes from now. */
export const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);
