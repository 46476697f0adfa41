import { type CertificateFiles, readCertificate } from '../config/tls.ts';
import { faultLine } from '../config/fault-line.ts';
import type { Certificate } from '../platform/certificate.ts';
import type { Logger } from '../platform/log.ts';
import { watchFiles } from '../platform/watch-files.ts';

/** The certificate of a running server, kept as its files have it. */
export interface KeptCertificate {
  /** Reads the files, or others from now on, and has the server use what is in them; if that is faulty, what it had stays. */
  reload(files?: CertificateFiles): void;
  /** Ends the watching of the files. */
  stop(): void;
}

/** What a certificate is kept for. */
export interface CertificateUse {
  readonly files: CertificateFiles;
  /** The one that the server was started with. */
  readonly certificate: Certificate;
  readonly use: (certificate: Certificate) => void;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Reloads a certificate when its files change, as renewals do. */
export function keepCertificate({ files: first, certificate, use, logger }: CertificateUse): KeptCertificate {
  let files = first;
  let inUse = certificate;
  let toldFaults = '';

  const reload = (): void => {
    const read = readCertificate(files);
    if (read.kind === 'faulty') {
      const faults = read.faults.map((fault) => faultLine(fault, null));
      // The two files of a renewal may change one after the other, and more than once.
      if (faults.join() !== toldFaults)
        logger.error({ faults }, 'A certificate was refused: the one before stays in use.');
      toldFaults = faults.join();
      return;
    }
    toldFaults = '';
    const { cert, key } = read.certificate;
    if (cert === inUse.cert && key === inUse.key) return;
    use(read.certificate);
    inUse = read.certificate;
    logger.info({ file: files.cert }, 'The certificate was replaced.');
    for (const warning of read.warnings) logger.warn(faultLine(warning, null));
  };

  const watch = () => watchFiles([files.cert, files.key], reload);
  let stopWatching = watch();
  // What has changed since it was read for the start.
  reload();
  return {
    reload(others = files) {
      const isElsewhere = others.cert !== files.cert || others.key !== files.key;
      files = others;
      if (isElsewhere) {
        stopWatching();
        stopWatching = watch();
      }
      reload();
    },
    stop: () => stopWatching(),
  };
}
