import { ConfigurationError } from "jwt-auth-bridge";
import { auth } from "./auth";

export function start(): void {
  try {
    auth.start();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
