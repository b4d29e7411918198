/** Fails when lib/api/schema.gen.ts is not what ../api/openapi.json gives: `npm run api-types` mends it. */
import { readFileSync } from "node:fs";
import openapiTypeScript, { astToString, COMMENT_HEADER } from "openapi-typescript";

const document = new URL("../../api/openapi.json", import.meta.url);
const generated = new URL("../lib/api/schema.gen.ts", import.meta.url);

const expected = COMMENT_HEADER + astToString(await openapiTypeScript(document));
if (readFileSync(generated, "utf8") !== expected) {
  console.error(
    "lib/api/schema.gen.ts does not match apps/api/openapi.json. Run: npm run api-types -w apps/web",
  );
  process.exit(1);
}
