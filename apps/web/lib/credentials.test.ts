import { describe, expect, it } from "vitest";
import { explainRefusal } from "./credentials";

const address = "http://localhost:3000";

describe("explainRefusal", () => {
  it("names the right address when the page was opened at another", () => {
    const { form } = explainRefusal({ status: 403, code: "INVALID_ORIGIN" }, address);
    expect(form).toBe("This address of the app takes no sign-ins. Open this app at http://localhost:3000.");
  });

  it.each([
    [{ status: 429, retryAfter: 20 }, "Too many tries. Try again in 20 seconds."],
    [{ status: 429 }, "Too many tries. Try again in a minute."],
    [{ status: 0 }, "The server cannot be reached. Check your connection and try again."],
    [{ status: 403 }, "Something went wrong on the server. Try again."],
  ])("says what %o means for the whole form", (refusal, form) => {
    expect(explainRefusal(refusal, address)).toEqual({ fields: {}, form });
  });

  it("puts what belongs to a field under it", () => {
    const { fields, form } = explainRefusal({ status: 401, code: "INVALID_EMAIL_OR_PASSWORD" }, address);
    expect([Object.keys(fields), form]).toEqual([["password"], undefined]);
  });
});
