/// Titles of the page in the browser, and the focus on a new screen's heading, so that a screen reader reads it.
export function heading(node: HTMLElement): void {
  if (!document.activeElement || document.activeElement === document.body || !document.activeElement.isConnected) node.focus({ preventScroll: true });
}
