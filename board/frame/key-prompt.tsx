import { useEffect, useRef } from 'preact/hooks';
import { access, giveKey } from '../data/access.ts';
import { Logo } from './icons.tsx';

/** Asks for the key or token where the gateway wants one. */
export function KeyPrompt() {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { value } = access;
  useEffect(() => {
    if (value.at === 'asking' && !dialog.current?.open) dialog.current?.showModal();
    if (value.at === 'open') dialog.current?.close();
  }, [value]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = input.current?.value.trim() ?? '';
    if (given !== '') giveKey(given);
    if (input.current) input.current.value = '';
  };
  return (
    <dialog ref={dialog} class="key-prompt" aria-labelledby="key-title" onCancel={(event) => event.preventDefault()}>
      <form onSubmit={submit}>
        <h2 id="key-title">
          <Logo /> A key is needed
        </h2>
        <p>
          This gateway asks who you are. Paste an API key or a token: it stays in the memory of this tab, and is gone
          with it.
        </p>
        {value.at === 'asking' && value.because !== 'missing' && (
          <p class="notice" role="alert">
            {value.because === 'ended' ? 'The key has ended: give another.' : 'That key was refused.'}
          </p>
        )}
        <label>
          Key or token
          <input ref={input} type="password" autocomplete="off" spellcheck={false} required />
        </label>
        <button type="submit" class="strong">
          Continue
        </button>
      </form>
    </dialog>
  );
}
