import { SourceAudit } from '../access/source-audit.ts';
import type { Logger } from '../platform/log.ts';

/** How often it is written who has asked which source, in milliseconds. */
const everyMs = 60_000;

/** The audit of who asks which source, as long as the configuration wants it. */
export class Auditing {
  readonly #logger: Logger;
  #running: { readonly audit: SourceAudit; readonly timer: NodeJS.Timeout } | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Null where nobody is to know. */
  get audit(): SourceAudit | null {
    return this.#running?.audit ?? null;
  }

  use(isOn: boolean): void {
    if (!isOn) this.stop();
    if (!isOn || this.#running) return;
    const audit = new SourceAudit((line) => this.#logger.info(line, 'A caller asked sources.'));
    this.#running = { audit, timer: setInterval(() => audit.flush(), everyMs).unref() };
  }

  /** Writes what is left. */
  stop(): void {
    if (!this.#running) return;
    clearInterval(this.#running.timer);
    this.#running.audit.flush();
    this.#running = null;
  }
}
