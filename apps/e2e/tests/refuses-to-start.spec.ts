import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { ApiServer } from "../fixtures/api-server.ts";
import { BAD_SETTINGS, type BadSetting, environmentOf, type Side } from "../fixtures/bad-settings.ts";
import { paths } from "../fixtures/paths.ts";
import { WebServer } from "../fixtures/web-server.ts";

const servers = { web: WebServer, api: ApiServer } as const;
/** What to do about it, in the words that such a line uses. */
const MEND = /\b(Set|Make|Remove|Unset|Correct|Write|Use|Give|Number|Name|Print|List)\b/;

/** The wrong value and every secret; what is short may stand in the line for another reason. */
const shownNowhere = ({ change, variable }: BadSetting): string[] =>
  Object.entries(change)
    .filter(([name]) => name === variable || /SECRET|KEY/.test(name))
    .map(([, value = ""]) => value.trim())
    .filter((value) => value.length > 8);

// A server that starts after all would be waited for.
test.setTimeout(30_000);

for (const side of Object.keys(servers) as Side[]) {
  const cases = BAD_SETTINGS.filter(({ sides }) => sides.includes(side));

  test(`the ${side} server is shown 25 bad settings or more`, () => {
    expect(cases.length).toBeGreaterThanOrEqual(25);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  for (const bad of cases) {
    test(`one line stops the ${side} server: ${bad.name}`, async () => {
      const log = join(paths.servers, "bad-settings", `${side}.log`);
      const child = new servers[side](0, environmentOf(bad), log).spawn();
      const { code, stdout, stderr } = await child.finished();
      expect(code).toBeGreaterThan(0); // null would be a signal's doing
      expect(stderr).toMatch(/^[^\n]+\n$/);
      expect(stderr).toContain(bad.variable);
      expect(stderr).toMatch(MEND);
      for (const value of shownNowhere(bad)) expect(stdout + stderr).not.toContain(value);
      expect(stdout + stderr).not.toContain("hunter2");
    });
  }
}
