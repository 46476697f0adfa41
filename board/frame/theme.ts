import { effect, signal } from '@preact/signals';

const themes = ['system', 'light', 'dark'] as const;

/** Light, dark, or as the system has it. */
export type Theme = (typeof themes)[number];

const place = 'taskline.theme';

const isTheme = (text: string | null): text is Theme => themes.some((theme) => theme === text);

function stored(): Theme {
  const text = localStorage.getItem(place);
  return isTheme(text) ? text : 'system';
}

/** The theme that was chosen. */
export const theme = signal<Theme>(stored());

/** Goes on to the next theme. */
export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system';
}

/** Shows the theme, and keeps it for the next visit. */
export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    if (theme.value === 'system') localStorage.removeItem(place);
    else localStorage.setItem(place, theme.value);
  });
}
