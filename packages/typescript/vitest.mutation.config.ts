import { defineConfig } from "vitest/config";

/** What mutants are tried against: the tests of the core. None of them starts a server. */
export default defineConfig({
  test: {
    include: [
      "test/{bearer,claims,corpora,header,jws,keys,verifier}.test.ts",
      "test/conformance/tokens.test.ts",
      "test/properties/*.test.ts",
    ],
    setupFiles: ["test/support/no-shrinking.ts"],
  },
});
