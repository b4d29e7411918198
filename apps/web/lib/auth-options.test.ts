import { expect, it } from "vitest";
import { openBrowser } from "../test/browser";

it("counts no request for the feed: a stranger's would cost the database something", async () => {
  const browser = await openBrowser();
  const counted = () => browser.sql("SELECT key FROM rateLimit WHERE key LIKE '%/revocations'");
  try {
    const answer = await browser.ask(new Request("http://localhost:3000/api/auth/revocations"));
    expect(answer.status).toBe(401);
    expect(await counted()).toEqual([]);
  } finally {
    await browser.close();
  }
});
