import { defineConfig } from "vitest/config";

// Some of these tests wait for a real Better Auth, on machines that have much else to do.
export default defineConfig({ test: { testTimeout: 20_000, hookTimeout: 20_000 } });
