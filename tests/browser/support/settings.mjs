// What browser_test.sh says of this run, by the environment.

function told(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run these tests by browser_test.sh`);
  return value;
}

export const settings = {
  /** The server's program. */
  server: told("BROWSER_TEST_SERVER"),
  /** The folder of the plugins that were built. */
  plugins: told("BROWSER_TEST_PLUGINS"),
  /** A plugin that is in no installation: the template of the SDK, built outside the tree. */
  stranger: process.env.BROWSER_TEST_STRANGER ?? "",
  /** The folder of tests/support/mariadb.sh; empty on SQLite. */
  mariadb: process.env.BROWSER_TEST_MARIADB ?? "",
  /** Where pictures of the screens go. */
  pictures: told("BROWSER_TEST_PICTURES"),
  chromium: told("BROWSER_TEST_CHROMIUM"),
  /** Bounds a hang, never a wait: every wait is for a state. */
  patience: Number(process.env.BROWSER_TEST_PATIENCE ?? 60_000),
};
