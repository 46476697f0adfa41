import '../providers/aliyun-dns/graphql.ts';
import '../providers/aliyun-ecs/graphql.ts';
import '../providers/aliyun-imm/graphql.ts';
import '../providers/aliyun-polardb/graphql.ts';
import '../providers/huawei-dns/graphql.ts';
import '../providers/tencent-dnspod/graphql.ts';
import './live.ts';
import './queries.ts';
import './timeline.ts';
import { builder } from './builder.ts';
import { checkArguments } from './checked-arguments.ts';
import { readPlainFieldsDirectly } from './plain-fields.ts';

/** The whole schema. */
export const schema = checkArguments(readPlainFieldsDirectly(builder.toSchema()));
