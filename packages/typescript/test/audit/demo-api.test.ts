import { expect, it } from "vitest";
import { auditApi } from "../../src/audit/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { createDemoApi } from "./fixtures/demo-api/index.js";
import { DOCUMENT } from "./fixtures/demo-api/openapi.js";
import { serve } from "./fixtures/serve.js";

const users = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE };

it("finds nothing in an API that does everything right, and tests all of it", async () => {
  const report = await auditApi({ url: await serve(createDemoApi()), users });
  expect(report).toMatchObject({ findings: [], untested: [] });
  const paths = Object.values(DOCUMENT.paths).map((item) =>
    Object.keys(item).filter((key) => key !== "parameters"),
  );
  expect(report.rows).toHaveLength(paths.flat().length);
  // Nothing that the owner can read shows a pin: what others do to it is not known, and is not called safe.
  const doubtful = report.rows.filter(({ cells }) =>
    Object.values(cells).some(({ outcome }) => outcome === "untested"),
  );
  expect(doubtful.map(({ operation }) => operation)).toEqual(["POST /pins"]);
  expect(report.warnings).toContainEqual(expect.stringMatching(/^Unproven: .* POST \/pins\.$/));
}, 120_000);
