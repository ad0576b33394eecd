import { text } from '../i18n/index.svelte';
import { may_leave, start_anew } from '../router.svelte';
import { in_browser, in_tab } from '../storage';
import { toasts } from '../toasts.svelte';
import { connect_session, request } from './client';
import { endpoints } from './endpoints';
import { message_of, Problem } from './problem';

export interface User {
  id: number;
  username: string;
  display_name: string;
  roles: string[];
  /// The own record, where the caller may read it.
  href?: string;
}

interface SessionAnswer {
  user: User | null;
  csrf?: string;
  idle_seconds?: number;
}

/// Who is logged in in this browser, for its other tabs and its next visit.
const expected = 'expected';
/// When somebody logged out here last, which other tabs of the browser follow.
const left = 'left';
const name_of = (id: number | undefined, name: string) => `of:${id}:${name}`;

class Session {
  user = $state.raw<User | null>(null);
  csrf: string | undefined;
  /// The login ended while a screen is open: the log-in dialog lies above it, and what was typed stays.
  ended = $state(false);
  /// The page is no longer its user's: nothing of it is shown any more.
  over = $state(false);

  #again: { promise: Promise<void>; resolve: () => void; reject: (reason: unknown) => void } | undefined;

  /// Rejects when the session is not of whom the page was made for.
  #take(answer: SessionAnswer): void {
    in_browser.write(expected, answer.user ? String(answer.user.id) : undefined);
    if (answer.user) in_tab.drop((each) => each.startsWith('of:') && !each.startsWith(name_of(answer.user?.id, '')));
    if (this.user && answer.user?.id !== this.user.id) {
      this.#leave();
      throw new Problem(403, 'other_user', text('other_user'), '');
    }
    this.user = answer.user;
    this.csrf = answer.csrf;
  }

  /// What was on the screen is gone from it first, since a browser may keep a page as it was left.
  #leave(): void {
    this.over = true;
    start_anew();
  }

  /// Whether somebody was logged in when this browser was here last: a guess, good for fetching ahead only.
  get expected(): boolean {
    return in_browser.read(expected) !== undefined;
  }

  /// The name for something that the tab keeps for this user alone: it is dropped when he logs out, or somebody else logs in.
  own(name: string): string {
    return name_of(this.user?.id, name);
  }

  async load(): Promise<void> {
    this.#take((await request<SessionAnswer>('GET', endpoints.session, { anonymous: true })).data);
  }

  /// Rejects with the server's problem. After a log-in by somebody else than before, the page starts anew.
  async log_in(username: string, password: string, new_password?: string): Promise<void> {
    const body = { username, password, ...(new_password && { new_password }) };
    this.#take((await request<SessionAnswer>('POST', endpoints.session, { body, anonymous: true })).data);
    this.ended = false;
    this.#again?.resolve();
    this.#again = undefined;
  }

  async log_out(): Promise<void> {
    if (!may_leave()) return;
    try {
      await request('DELETE', endpoints.session, { anonymous: true });
    } catch (error) {
      // A session that ended already is left all the same.
      if (!(error instanceof Problem) || error.status !== 401) return toasts.show(text('log_out_failed', { reason: message_of(error) }), 'danger');
    }
    in_browser.write(expected, undefined);
    in_browser.write(left, String(Date.now()));
    in_tab.drop((each) => each.startsWith('of:'));
    this.#leave();
  }

  async change_password(current_password: string, new_password: string): Promise<void> {
    this.#take((await request<SessionAnswer>('POST', endpoints.password, { body: { current_password, new_password } })).data);
  }

  async renew(): Promise<void> {
    const answer = (await request<SessionAnswer>('GET', endpoints.session, { anonymous: true })).data;
    if (answer.user) this.#take(answer);
    else await this.log_in_again();
  }

  log_in_again(): Promise<void> {
    if (!this.#again) {
      let resolve = () => {};
      let reject: (reason: unknown) => void = () => {};
      const promise = new Promise<void>((yes, no) => {
        resolve = yes;
        reject = no;
      });
      this.#again = { promise, resolve, reject };
      this.ended = true;
    }
    return this.#again.promise;
  }

  give_up(reason: unknown): void {
    this.ended = false;
    this.#again?.reject(reason);
    this.#again = undefined;
  }

  /// Who logs in in another tab has this one's session too: what a page of somebody else's showed and did would be his. Who logs out there
  /// leaves nothing to be read here.
  watch_other_tabs(): void {
    window.addEventListener('storage', (event) => {
      const other = event.key === expected ? event.newValue : null;
      const another = other !== null && other !== String(this.user?.id);
      if (another || (event.key === left && this.user)) this.#leave();
    });
  }
}

export const session = new Session();
connect_session({
  csrf: () => session.csrf,
  renew: () => session.renew(),
  log_in_again: () => session.log_in_again(),
});
