import type { ComponentChildren } from 'preact';

interface IconOptions {
  readonly children: ComponentChildren;
  readonly name?: string;
}

const Icon = ({ children, name = '' }: IconOptions) => (
  <svg class={`icon ${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    {children}
  </svg>
);

/** The shapes of the statuses: told apart without colour. */
const shapes: Readonly<Record<string, ComponentChildren>> = {
  PENDING: <circle class="stroke" cx="8" cy="8" r="5.25" stroke-dasharray="2.2 1.9" />,
  RUNNING: (
    <>
      <circle class="stroke track" cx="8" cy="8" r="5.25" />
      <path class="stroke" d="M8 2.75A5.25 5.25 0 0 1 13.25 8" />
      <circle class="fill" cx="8" cy="8" r="2" />
    </>
  ),
  SUSPENDED: (
    <>
      <circle class="stroke" cx="8" cy="8" r="5.25" />
      <path class="stroke" d="M6.5 6v4M9.5 6v4" />
    </>
  ),
  SUCCEEDED: (
    <>
      <circle class="fill" cx="8" cy="8" r="6" />
      <path class="mark" d="m5.2 8.2 1.9 1.9 3.7-4" />
    </>
  ),
  PARTIALLY_FAILED: (
    <>
      <path class="fill" d="M8 1.6 14.9 13.6a.6.6 0 0 1-.5.9H1.6a.6.6 0 0 1-.5-.9z" />
      <path class="mark" d="M8 6.4v3.2M8 11.9v.2" />
    </>
  ),
  FAILED: (
    <>
      <circle class="fill" cx="8" cy="8" r="6" />
      <path class="mark" d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" />
    </>
  ),
  CANCELED: (
    <>
      <circle class="stroke" cx="8" cy="8" r="5.25" />
      <path class="stroke" d="m4.4 11.6 7.2-7.2" />
    </>
  ),
  UNKNOWN: (
    <>
      <circle class="stroke" cx="8" cy="8" r="5.25" />
      <path class="stroke" d="M6.4 6.4a1.6 1.6 0 1 1 2.3 1.5c-.5.3-.7.5-.7 1.1M8 11v.1" />
    </>
  ),
};

/** The sign of a status. */
export const StatusIcon = ({ status }: { readonly status: string }) => (
  <Icon name={`status-icon of-${status}`}>{shapes[status] ?? shapes.UNKNOWN}</Icon>
);

/** An arrow that turns down where something is open. */
export const Chevron = () => (
  <Icon name="chevron">
    <path class="stroke" d="m6 4 4 4-4 4" />
  </Icon>
);

/** A cross, to take something away. */
export const Cross = () => (
  <Icon>
    <path class="stroke" d="m4.5 4.5 7 7m0-7-7 7" />
  </Icon>
);

/** A looking glass. */
export const Glass = () => (
  <Icon>
    <circle class="stroke" cx="7" cy="7" r="4" />
    <path class="stroke" d="m10 10 3.5 3.5" />
  </Icon>
);

/** A cloud with a stroke through it, for a source that cannot be read. */
export const IllIcon = () => (
  <Icon name="ill-icon">
    <path class="stroke" d="M4.6 12.5h6.9a2.7 2.7 0 0 0 .5-5.3A4 4 0 0 0 4.3 6.5 3 3 0 0 0 4.6 12.5M2.5 2.5l11 11" />
  </Icon>
);

/** An hourglass, for a task that stands still. */
export const StalledIcon = () => (
  <Icon name="stalled-icon">
    <path
      class="stroke"
      d="M4.5 2.5h7M4.5 13.5h7M5.5 2.5c0 4 5 3 5 5.5s-5 1.5-5 5.5M10.5 2.5c0 4-5 3-5 5.5s5 1.5 5 5.5"
    />
  </Icon>
);

/** Taskline's sign: three progress bars. */
export const Logo = () => (
  <svg class="logo" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" focusable="false">
    <path class="track" d="M4 8h24M4 16h24M4 24h24" />
    <path class="bar" d="M4 8h24M4 16h15M4 24h7" />
  </svg>
);

/** Half a disc, for the choice between light and dark. */
export const ThemeIcon = () => (
  <Icon>
    <circle class="stroke" cx="8" cy="8" r="5.25" />
    <path class="fill" d="M8 2.75a5.25 5.25 0 0 1 0 10.5z" />
  </Icon>
);
