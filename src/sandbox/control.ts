import type { z, ZodType } from 'zod';
import { jsonAnswer, type Answer } from './answer.ts';
import { driftShape } from './drift.ts';
import { faultsShapeOf } from './faults.ts';
import type { Received } from './received.ts';
import type { Providers } from './respond.ts';

const done: Answer = { status: 204, headers: {}, text: '' };
const refuse = (status: number, message: string): Answer => jsonAnswer(status, { message });

/** Whether a request is for the sandbox itself rather than for a provider; it needs no signature. */
export const isControl = (received: Received): boolean => received.path.startsWith('/__sandbox/');

/** Answers a request for the sandbox itself. */
export function control(received: Received, { apis, log, faults, drift }: Providers): Answer {
  switch (`${received.method} ${received.path}`) {
    case 'GET /__sandbox/calls':
      return jsonAnswer(200, log.read());
    case 'DELETE /__sandbox/calls':
      log.clear();
      return done;
    case 'PUT /__sandbox/faults':
      return accept(received, faultsShapeOf(apis.keys()), (ordered) => faults.replace(ordered));
    case 'PUT /__sandbox/drift':
      return accept(received, driftShape, (setting) => drift.set(setting));
    case 'DELETE /__sandbox/drift':
      drift.set();
      for (const { service } of apis.values()) service.restore();
      return done;
    default:
      return refuse(404, 'The sandbox has no such control.');
  }
}

function accept<Setting>({ body }: Received, shape: ZodType<Setting>, apply: (setting: Setting) => void): Answer {
  const parsed = shape.safeParse(parseJson(body));
  if (!parsed.success)
    return refuse(400, `The body is not as it must be: ${parsed.error.issues.map(sentence).join('; ')}.`);
  apply(parsed.data);
  return done;
}

const sentence = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.') || 'the whole'}: ${message}`;

/** Undefined, which no shape accepts, for what is not JSON. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
