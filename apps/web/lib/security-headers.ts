/** Headers that are the same in every answer; the policy with its nonce is added by proxy.ts. */
export const fixedSecurityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  },
];

/** Two years, as browsers' preload lists ask; sent over https only (RFC 6797 §7.2). */
export const strictTransportSecurity = "max-age=63072000; includeSubDomains";

export interface PolicyParts {
  /** Fresh for each answer; Next puts it on its own scripts. */
  readonly nonce: string;
  /** Origin of the API, the only foreign origin that the page may call. */
  readonly apiOrigin: string;
  readonly https: boolean;
  /** `next dev` needs eval, inline styles and a socket for hot reload. */
  readonly development: boolean;
}

/**
 * The Content-Security-Policy of one answer.
 *
 * `strict-dynamic` lets the scripts that carry the nonce load Next's chunks, and nothing else run.
 *
 * @see https://www.w3.org/TR/CSP3/#strict-dynamic-usage
 */
export function contentSecurityPolicy({ nonce, apiOrigin, https, development }: PolicyParts): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${apiOrigin}${development ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}
