import { join } from "node:path";
import type { NextConfig } from "next";
import { fixedSecurityHeaders } from "./lib/security-headers";

const config: NextConfig = {
  poweredByHeader: false,
  typedRoutes: true,
  agentRules: false,
  devIndicators: false,
  // The lock file is two folders up; without this Next guesses the root and warns.
  turbopack: { root: join(import.meta.dirname, "../..") },
  headers: async () => [{ source: "/:path*", headers: fixedSecurityHeaders }],
};

export default config;
