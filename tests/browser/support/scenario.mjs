// scenario(title, options, body): a test with a server of its own and its API. `body` gets {server, api, enter}; `enter()` is a visitor with
// cookies of their own, in the one browser of all scenarios of a file. In the end every visitor is judged (visitor.mjs) and all that was
// started is gone.

import {after, test} from "node:test";
import {Api} from "./api.mjs";
import {Server} from "./server.mjs";
import {launch, Visitor} from "./visitor.mjs";

let browser;
after(() => browser?.close());

export function scenario(title, options, body) {
  if (typeof options === "function") return scenario(title, {}, options);
  return test(title, {skip: options.skip}, async () => {
    const server = new Server(options);
    const visitors = [];
    try {
      await server.start();
      const api = new Api(server);
      if (options.set_up !== false) await api.set_up();
      if (!browser?.isConnected()) browser = await launch();
      const enter = async (how) => {
        visitors.push(await Visitor.enter(browser, server.address, how));
        return visitors.at(-1);
      };
      try {
        await body({server, api, enter});
      } catch (error) {
        // What went wrong in the browser is often why a step found nothing.
        for (const each of visitors) {
          try {
            each.judge();
          } catch (seen) {
            error.message += `\n${seen.message}`;
          }
          error.message += `\nthe page was ${each.page.url()}:\n` + (await each.page.locator("body").innerText().catch(() => "")).slice(0, 1500);
        }
        throw error;
      }
      for (const each of visitors) each.judge();
    } finally {
      for (const each of visitors) await each.leave();
      await server.remove();
    }
  });
}
