import type { ComponentChildren } from 'preact';
import { Menu } from './menu.tsx';

/** A value that can be chosen. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: ComponentChildren;
}

interface ChoicesOptions<Value extends string> {
  readonly title: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: readonly Value[];
  readonly choose: (chosen: Value[]) => void;
}

/** A menu of which any number can be chosen. */
export function Choices<Value extends string>({ title, choices, chosen, choose }: ChoicesOptions<Value>) {
  const toggle = (value: Value): void =>
    choose(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <Menu title={title} chosen={chosen.length === 0 ? '' : String(chosen.length)}>
      <fieldset>
        <legend class="unseen">{title}</legend>
        {choices.map(({ value, label }) => (
          <label key={value}>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            {label}
          </label>
        ))}
        {choices.length === 0 && <p class="faint">Nothing to choose from yet.</p>}
      </fieldset>
      {chosen.length > 0 && (
        <button type="button" class="quiet" onClick={() => choose([])}>
          Any {title.toLowerCase()}
        </button>
      )}
    </Menu>
  );
}
