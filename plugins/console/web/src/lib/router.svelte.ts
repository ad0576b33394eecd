/// Where the page is. Screens read `place`; links are ordinary <a href>, whose clicks are taken over here. A link with
/// `data-replace` replaces the history entry (another tab of the same screen).
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

/// From now on `ask` is asked, until what this returns is called or the page was left.
export function guard_leaving(ask: Guard): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = undefined;
  };
}

export function may_leave(): boolean {
  return !guard || guard();
}

export function go(to: string, options: { replace?: boolean; state?: Record<string, unknown>; keep_scroll?: boolean } = {}): void {
  if (!may_leave()) return;
  guard = undefined;
  if (options.replace) history.replaceState({ ...options.state, from: place.state.from }, '', to);
  else history.pushState({ ...options.state, from: here }, '', to);
  here = location.pathname + location.search;
  place.update();
  if (!options.keep_scroll) window.scrollTo(0, 0);
}

/// Back to a screen as it was, with its tab, its filters and its page, where one came from it; else there, in place of this one.
export function go_back(to: string): void {
  const from = String(place.state.from ?? '').split('?')[0];
  if (from === to) history.back();
  else go(to, { replace: true });
}

/// Loads the console as for somebody who just came; what was typed is not asked about.
export function start_anew(): void {
  guard = undefined;
  location.replace('/');
}

export function start_router(): void {
  window.addEventListener('popstate', () => {
    if (!may_leave()) {
      history.pushState(place.state, '', here);
      return;
    }
    guard = undefined;
    here = location.pathname + location.search;
    place.update();
  });
  window.addEventListener('beforeunload', (event) => {
    if (!guard) return;
    event.preventDefault();
    event.returnValue = true; // what Chrome before 119 looks at
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    const { pathname, search, hash } = link;
    if (/^\/(api|p|setup)\//.test(pathname) || hash) return;
    event.preventDefault();
    go(pathname + search, { replace: 'replace' in link.dataset });
  });
}
