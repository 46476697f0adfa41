import { onTestFinished } from 'vitest';

/** A result as it came in an event. */
export interface Told {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** An event of a stream; the name `comment` for what only keeps the connection open. */
export interface StreamEvent {
  readonly name: string;
  readonly data: Told | null;
}

/** Reads a stream of Server-Sent Events, as the standard has it: an event ends with an empty line. */
export async function openStream(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: leaving.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let isOver = false;

  async function* events(): AsyncGenerator<StreamEvent, void> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const event = parsed(text.slice(0, end));
        text = text.slice(end + 2);
        yield event;
      } else {
        const read = await reader?.read().catch(() => ({ done: true, value: undefined }));
        if (!read || read.done) return void (isOver = true);
        text += read.value;
      }
    }
  }
  const all = events();

  /** The next event that is no comment; null once the stream has ended. */
  const next = async (): Promise<StreamEvent | null> => {
    for (;;) {
      const { done, value } = await all.next();
      if (done || !value) return null;
      if (value.name !== 'comment') return value;
    }
  };
  return {
    response,
    events: all,
    next,
    /** The data of the next result. */
    data: async () => (await next())?.data?.data,
    isOver: () => isOver,
    leave: () => leaving.abort(),
  };
}

function parsed(text: string): StreamEvent {
  const values = new Map(
    text.split('\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1).trimStart()] as const;
    }),
  );
  const data = values.get('data');
  return { name: values.get('event') ?? 'comment', data: data ? (JSON.parse(data) as Told) : null };
}
