import { connect_session, request } from './client';
import { endpoints } from './endpoints';

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

class Session {
  user = $state.raw<User | null>(null);
  csrf: string | undefined;
  /// The login ended while a screen is open: the log-in dialog lies above it, and what was typed stays.
  ended = $state(false);

  #again: { promise: Promise<void>; resolve: () => void; reject: (reason: unknown) => void } | undefined;

  #take(answer: SessionAnswer): void {
    this.user = answer.user;
    this.csrf = answer.csrf;
    try {
      if (answer.user) localStorage.setItem('expected', 'yes');
      else localStorage.removeItem('expected');
    } catch {
      // Only a guess is lost.
    }
  }

  /// Whether somebody was logged in when this browser was here last: a guess, good for fetching ahead only.
  get expected(): boolean {
    try {
      return localStorage.getItem('expected') !== null;
    } catch {
      return false;
    }
  }

  async load(): Promise<void> {
    this.#take((await request<SessionAnswer>('GET', endpoints.session, { anonymous: true })).data);
  }

  /// Rejects with the server's problem. After a log-in by somebody else than before, the page starts anew.
  async log_in(username: string, password: string): Promise<void> {
    const before = this.user?.id;
    this.#take((await request<SessionAnswer>('POST', endpoints.session, { body: { username, password }, anonymous: true })).data);
    if (before !== undefined && before !== this.user?.id) {
      location.assign('/');
      return;
    }
    this.ended = false;
    this.#again?.resolve();
    this.#again = undefined;
  }

  async log_out(): Promise<void> {
    try {
      await request('DELETE', endpoints.session, { anonymous: true });
    } catch {
      // A session that ended already is left all the same.
    }
    for (const key of Object.keys(sessionStorage)) if (key.startsWith('draft:')) sessionStorage.removeItem(key);
    location.assign('/');
  }

  async change_password(current_password: string, new_password: string): Promise<void> {
    const answer = await request<SessionAnswer>('POST', endpoints.password, { body: { current_password, new_password }, anonymous: true });
    this.#take(answer.data);
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
}

export const session = new Session();
connect_session({
  csrf: () => session.csrf,
  renew: () => session.load(),
  log_in_again: () => session.log_in_again(),
});
