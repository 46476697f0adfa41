import { globSync, readFileSync } from 'node:fs';

/** A page of the documentation, with its path from the root of the repository. */
export interface MarkdownPage {
  readonly path: string;
  readonly text: string;
}

/** Reads one page. */
export const pageAt = (path: string): MarkdownPage => ({ path, text: readFileSync(path, 'utf8') });

/** All pages of the documentation. */
export const pages: readonly MarkdownPage[] = globSync([
  '*.md',
  'docs/*.md',
  'deploy/**/README.md',
  'examples/*/README.md',
])
  .toSorted()
  .map(pageAt);

/** The code blocks of a page in one language. */
export const codeBlocks = ({ text }: MarkdownPage, language: string): string[] =>
  Array.from(text.matchAll(new RegExp(`^ *\`\`\`${language}\n([^]*?)^ *\`\`\``, 'gm')), ([, code = '']) => code);

/** The fragments that links to a page can have: one for each heading, as GitHub makes them. */
export const headingFragments = ({ text }: MarkdownPage): string[] =>
  Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
