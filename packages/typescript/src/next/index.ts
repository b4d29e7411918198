/** For Next.js on the server: components, route handlers and actions. A client component cannot import it. */

export type { ServerTokens, ServerTokensOptions, TokenIssuer } from "./server-tokens.js";
export { createServerTokens } from "./server-tokens.js";
