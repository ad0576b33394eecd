import { place } from '../router.svelte';

/// The focus is nowhere, or still on the link by which one came.
function left_behind(): boolean {
  const at = document.activeElement;
  if (!at || at === document.body || !at.isConnected || at.id === 'main') return true;
  return at instanceof HTMLAnchorElement && at.origin === location.origin && at.pathname === place.path;
}

/// A screen's heading takes the focus when one came here by a link, so that a screen reader reads it and Tab goes on from there.
export function heading(node: HTMLElement): void {
  if (place.moves && left_behind()) node.focus({ preventScroll: true });
}
