import { existsSync } from 'node:fs';
import { boardManifest } from '../board/board.ts';
import type { Config } from '../config/load.ts';
import { readManifest } from '../documents/manifest.ts';
import type { TrustedDocuments } from '../documents/trusted-documents.ts';

/** The trusted documents; where there are no others, with those of the board that the gateway serves. */
export function trustedDocuments({ board, documents }: Pick<Config, 'board' | 'documents'>): TrustedDocuments | null {
  if (!documents?.only || !board || !existsSync(boardManifest)) return documents;
  return { only: true, manifest: new Map([...readManifest(boardManifest), ...documents.manifest]) };
}
