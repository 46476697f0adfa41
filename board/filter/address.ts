import type { BatchTaskStatus, Provider } from '../gql/graphql.ts';
import { taskTypes } from '../details/task-types.ts';
import { everything, type Filter, spans, type SpanWord, type When } from './filter.ts';

/** A part of the URL that cannot be used; it stays in the URL until the filter is changed there. */
export interface Fault {
  readonly name: string;
  readonly value: string;
  /** What is wrong, for the reader. */
  readonly message: string;
}

/** A view of the board, as its URL tells it. */
export interface View {
  readonly filter: Filter;
  /** The global id of the task whose row is open. */
  readonly open: string | null;
  readonly faults: readonly Fault[];
}

const statusNames = taskTypes.statuses.map(({ name }) => name as BatchTaskStatus);
const providerNames = taskTypes.providers.map(({ name }) => name as Provider);

/** The longest text that is taken as an id or an operation: the server refuses longer ones. */
const longest = 256;

/** Reads a view from the query of a URL. What cannot be used is named, and costs nothing else. */
export function readView(search: string): View {
  const parameters = new URLSearchParams(search);
  const faults: Fault[] = [];
  const filter = {
    statuses: chosen(parameters, 'status', statusNames, faults),
    providers: chosen(parameters, 'provider', providerNames, faults),
    sources: texts(parameters, 'source', faults),
    operations: texts(parameters, 'operation', faults),
    when: readWhen(parameters, faults),
    taskId: texts(parameters, 'task', faults)[0] ?? null,
    stalled: readStalled(parameters, faults),
  };
  return { filter, open: texts(parameters, 'open', faults, 2_048)[0] ?? null, faults };
}

/** The query of a view's URL; empty where it shows everything. */
export function viewQuery({ filter, open, faults }: View): string {
  const parameters = new URLSearchParams();
  const add = (name: string, values: readonly string[]) => values.forEach((value) => parameters.append(name, value));
  add('status', filter.statuses);
  add('provider', filter.providers);
  add('source', filter.sources);
  add('operation', filter.operations);
  for (const [name, value] of whenParameters(filter.when)) parameters.append(name, value);
  add('task', filter.taskId === null ? [] : [filter.taskId]);
  add('stalled', filter.stalled ? ['true'] : []);
  for (const { name, value } of faults) parameters.append(name, value);
  add('open', open === null ? [] : [open]);
  return parameters.size > 0 ? `?${parameters}` : '';
}

function whenParameters(when: When): [string, string][] {
  if (when.kind === 'today') return [['time', 'today']];
  if (when.kind === 'last') return [['time', when.span]];
  if (when.kind === 'any') return [];
  const bounds: [string, string | null][] = [
    ['from', when.from],
    ['to', when.to],
  ];
  return bounds.filter((bound): bound is [string, string] => bound[1] !== null);
}

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

function chosen<Name extends string>(
  parameters: URLSearchParams,
  name: string,
  names: readonly Name[],
  faults: Fault[],
): Name[] {
  const isName = (value: string): value is Name => names.some((each) => each === value);
  const read: Name[] = [];
  for (const text of parameters.getAll(name).flatMap((all) => all.split(','))) {
    const value = text.trim().toUpperCase();
    if (isName(value)) read.push(value);
    else faults.push({ name, value: text, message: `“${text}” is no ${name}. There are ${names.join(', ')}.` });
  }
  return unique(read);
}

function texts(parameters: URLSearchParams, name: string, faults: Fault[], most = longest): string[] {
  const isUsable = (value: string) => value.trim() !== '' && value.length <= most;
  const values = parameters.getAll(name);
  for (const value of values.filter((each) => !isUsable(each))) {
    const message = value.trim() === '' ? `“${name}” is empty.` : `“${name}” is longer than ${most} characters.`;
    faults.push({ name, value, message });
  }
  return unique(values.filter(isUsable));
}

const isSpan = (word: string): word is SpanWord => Object.hasOwn(spans, word);

function readWhen(parameters: URLSearchParams, faults: Fault[]): When {
  const word = parameters.get('time');
  const from = readDate(parameters, 'from', faults);
  const to = readDate(parameters, 'to', faults);
  if (word === 'today') return { kind: 'today' };
  if (word !== null && isSpan(word)) return { kind: 'last', span: word };
  if (word !== null) {
    const message = `“${word}” is no time. There are today, ${Object.keys(spans).join(', ')}; or from= and to=.`;
    faults.push({ name: 'time', value: word, message });
  }
  return from === null && to === null ? everything.when : { kind: 'between', from, to };
}

function readDate(parameters: URLSearchParams, name: 'from' | 'to', faults: Fault[]): string | null {
  const value = parameters.get(name);
  if (value === null) return null;
  const time = Date.parse(value);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  faults.push({ name, value, message: `“${value}” is no date. A good one: 2026-05-31T08:00:00Z.` });
  return null;
}

function readStalled(parameters: URLSearchParams, faults: Fault[]): boolean {
  const value = parameters.get('stalled');
  if (value === null || value === 'false') return false;
  if (value === 'true') return true;
  faults.push({ name: 'stalled', value, message: `“${value}” is neither true nor false.` });
  return false;
}
