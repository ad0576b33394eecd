import { place } from '../router.svelte';

/// A screen's heading takes the focus when one came here by a link, so that a screen reader reads it and Tab goes on from there.
export function heading(node: HTMLElement): void {
  const lost = !document.activeElement || document.activeElement === document.body || !document.activeElement.isConnected || document.activeElement.id === 'main';
  if (place.moves && lost) node.focus({ preventScroll: true });
}
