import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/next-storage.ts"],
    testTimeout: 20_000,
    // Also on two cores: many of these tests wait for servers, and need little of a core.
    maxWorkers: 2,
  },
});
