import { join } from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  agentRules: false,
  // The lock file is three folders up; without this Next guesses the root and warns.
  turbopack: { root: join(import.meta.dirname, "../../..") },
};

export default config;
