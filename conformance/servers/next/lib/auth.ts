import { readEnvironment } from "jwt-auth-bridge";
import { createAuthBridge } from "jwt-auth-bridge/next";
import { now } from "./clock";

/** Read at the start of the server: a build needs no settings. */
export const auth = createAuthBridge(() => ({ ...readEnvironment(), now }));
