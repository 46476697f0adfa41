import { useSignal } from '@preact/signals';

interface CopyButtonOptions {
  readonly label: string;
  readonly text: () => string;
}

/** Copies a text, and says so. */
export function CopyButton({ label, text }: CopyButtonOptions) {
  const told = useSignal<string | null>(null);
  const copy = (): void => {
    // Browsers give the clipboard to pages over https and of this machine only.
    const copied = window.isSecureContext
      ? navigator.clipboard.writeText(text())
      : Promise.reject(new Error('no https'));
    copied.then(
      () => (told.value = 'Copied'),
      () => (told.value = 'Not allowed here'),
    );
    setTimeout(() => (told.value = null), 2_000);
  };
  return (
    <button type="button" class="quiet" onClick={copy}>
      <span aria-live="polite">{told.value ?? label}</span>
    </button>
  );
}
