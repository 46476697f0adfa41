import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { errorCodes } from '#src/errors.ts';
import { printedSchema } from '#src/schema/print.ts';
import { type Fact, schemaFacts } from './schema-facts.ts';

const contract = readFileSync(new URL('../fixtures/contract.graphql', import.meta.url), 'utf8');
const offered = schemaFacts(parse(printedSchema()));
const offeredTexts = new Set(offered.map(({ text }) => text));
const offeredSubjects = new Set(offered.map(({ subject }) => subject));

/** The types and fields of the contract that are still to come. */
const toCome = new Set([
  'BatchTask.failures',
  'TaskFailure',
  'AliyunDnsBatchTask.details',
  'AliyunDnsBatchDetail',
  'AliyunPolarDbBatchTask.subTasks',
  'AliyunPolarDbSubTask',
  'BatchTaskConnection',
  'SourceOutcome',
  'SourceError',
  'BatchTaskFilter',
  'OrderDirection',
  'AliyunEcsTaskFilter',
  'AliyunEcsTaskStatus',
  'AliyunImmBatchFilter',
  'AliyunImmBatchState',
  'AliyunImmBatchSort',
  'Query.batchTasks',
  'Query.aliyunEcsTasks',
  'Query.aliyunImmBatches',
  'Query.aliyunPolarDbBatchTasks',
  'Query.huaweiDnsBatchTasks',
]);

const isToCome = ({ subject }: Fact): boolean => toCome.has(subject) || toCome.has(subject.split('.')[0] ?? '');

test('the schema has all that its contract promises', () => {
  const missing = schemaFacts(parse(contract)).filter((fact) => !offeredTexts.has(fact.text) && !isToCome(fact));
  expect(missing.map(({ text }) => text)).toEqual([]);
});

test('nothing is said to be missing that is there', () => {
  expect([...toCome].filter((subject) => offeredSubjects.has(subject))).toEqual([]);
});

/** The lists, which the contract speaks of without writing them out. */
const connections = [...new Set(contract.match(/\b\w+Connection\b/g))].filter(
  (name) => toCome.size === 0 || offeredSubjects.has(name),
);

test.for(connections)('%s has edges, nodes, the page and the total', (connection) => {
  const edge = connection.replace(/Connection$/, 'Edge');
  const fields = [
    `${connection}.edges`,
    `${connection}.nodes`,
    `${connection}.pageInfo`,
    `${connection}.totalCount`,
    `${edge}.cursor`,
    `${edge}.node`,
  ];
  expect(fields.filter((field) => !offeredSubjects.has(field))).toEqual([]);
});

test('every code of an error of ours is in the contract', () => {
  expect(Object.keys(errorCodes).filter((code) => !contract.includes(code))).toEqual([]);
});
