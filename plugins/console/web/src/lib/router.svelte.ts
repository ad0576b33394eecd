/// Where the page is. Screens read `place`; links are ordinary <a href>, whose clicks are taken over here.
class Place {
  path = $state(location.pathname);
  search = $state.raw(new URLSearchParams(location.search));
  state = $state.raw<Record<string, unknown>>((history.state as Record<string, unknown>) ?? {});
  /// Rises with every move, also to the same address.
  moves = $state(0);

  update(): void {
    this.path = location.pathname;
    this.search = new URLSearchParams(location.search);
    this.state = (history.state as Record<string, unknown>) ?? {};
    ++this.moves;
  }
}
export const place = new Place();

/// Asked before the page is left; says whether it may be.
type Guard = () => boolean;
let guard: Guard | undefined;
let here = location.pathname + location.search;

export function guard_leaving(ask: Guard | undefined): void {
  guard = ask;
}

export function go(to: string, options: { replace?: boolean; state?: Record<string, unknown>; keep_scroll?: boolean } = {}): void {
  if (guard && !guard()) return;
  guard = undefined;
  if (options.replace) history.replaceState(options.state ?? {}, '', to);
  else history.pushState(options.state ?? {}, '', to);
  here = location.pathname + location.search;
  place.update();
  if (!options.keep_scroll) window.scrollTo(0, 0);
}

export function start_router(): void {
  window.addEventListener('popstate', () => {
    if (guard && !guard()) {
      history.pushState({}, '', here);
      return;
    }
    guard = undefined;
    here = location.pathname + location.search;
    place.update();
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    const { pathname, search, hash } = link;
    if (/^\/(api|p|setup)\//.test(pathname) || hash) return;
    event.preventDefault();
    go(pathname + search);
  });
}
