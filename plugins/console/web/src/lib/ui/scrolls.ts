/// What is wider than its frame can be scrolled with the keyboard: the frame takes the focus as long as it is so.
export function scrolls(frame: HTMLElement): { destroy: () => void } {
  const look = () => {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute('tabindex');
  };
  look();
  const watching = new ResizeObserver(look);
  watching.observe(frame);
  for (const child of frame.children) watching.observe(child);
  return { destroy: () => watching.disconnect() };
}
