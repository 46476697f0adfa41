import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Chevron } from '../frame/icons.tsx';

interface MenuOptions {
  readonly title: string;
  /** What is chosen, in a few words; empty if nothing is. */
  readonly chosen: string;
  readonly children: ComponentChildren;
}

/** A button that opens a panel with choices. Escape, or a click or the focus elsewhere, closes it. */
export function Menu({ title, chosen, children }: MenuOptions) {
  const isOpen = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    const close = ({ target }: Event): void => {
      if (target instanceof Node && !root.current?.contains(target)) isOpen.value = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen.value) return;
    isOpen.value = false;
    root.current?.querySelector('button')?.focus();
  };
  return (
    <div class="menu" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        class={chosen === '' ? 'choice' : 'choice chosen'}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        {title}
        {chosen !== '' && <b>{chosen}</b>}
        <Chevron />
      </button>
      <div class="menu-panel" id={id} hidden={!isOpen.value}>
        {isOpen.value && children}
      </div>
    </div>
  );
}
