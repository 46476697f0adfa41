import type { SourceConfig } from '../config/source.ts';

/** The sources that the gateway has without a configuration, all of them the sandbox's. */
export const sandboxSources = (endpoint: string): readonly SourceConfig[] => {
  const common = { endpoint, credentials: { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' } };
  return [
    { ...common, key: 'aliyun-dns', provider: 'ALIYUN_DNS' },
    { ...common, key: 'aliyun-ecs-hangzhou', provider: 'ALIYUN_ECS', region: 'cn-hangzhou' },
    { ...common, key: 'aliyun-ecs-singapore', provider: 'ALIYUN_ECS', region: 'ap-southeast-1' },
    { ...common, key: 'aliyun-imm', provider: 'ALIYUN_IMM', region: 'cn-hangzhou', project: 'test-project' },
    { ...common, key: 'aliyun-polardb', provider: 'ALIYUN_POLARDB', region: 'cn-hangzhou' },
    { ...common, key: 'huawei-dns', provider: 'HUAWEI_DNS', region: 'ap-southeast-3' },
  ];
};

/** The upstreams emulated in this process, on a free port of the loopback; loaded only when there is nothing else to ask. */
export async function startEmbeddedSandbox() {
  const { startSandbox } = await import('../sandbox/start.ts');
  const { url, close } = await startSandbox();
  return { url, close, sources: sandboxSources(url) };
}
