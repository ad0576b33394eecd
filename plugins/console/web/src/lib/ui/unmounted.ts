import { onDestroy } from 'svelte';

/// Aborted once this component is gone. Its props are then those of the screen that is open now: who goes on after an `await` takes what he
/// needs before it, and afterwards changes nothing of the page when this is aborted.
export function unmounted_signal(): AbortSignal {
  const leaving = new AbortController();
  onDestroy(() => leaving.abort());
  return leaving.signal;
}
