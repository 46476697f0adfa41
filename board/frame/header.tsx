import { forgetKey, key } from '../data/access.ts';
import { Logo, ThemeIcon } from './icons.tsx';
import { settings } from './settings.ts';
import { StreamMark } from './stream-mark.tsx';
import { nextTheme, theme } from './theme.ts';

/** The head of the page. */
export const Header = () => (
  <header class="top">
    <a class="brand" href="/">
      <Logo /> <h1>Taskline</h1>
    </a>
    <StreamMark />
    <nav aria-label="Elsewhere">
      {key.value !== null && (
        <button type="button" class="quiet" onClick={forgetKey}>
          Forget key
        </button>
      )}
      <button
        type="button"
        class="quiet"
        title={`Theme: ${theme.value}`}
        aria-label={`Theme: ${theme.value}`}
        onClick={nextTheme}
      >
        <ThemeIcon />
      </button>
      {settings.graphiql && (
        <a class="quiet" href="/graphql">
          GraphiQL
        </a>
      )}
    </nav>
  </header>
);
