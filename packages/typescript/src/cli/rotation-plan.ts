/** What a plan is made of. */
export interface Rotation {
  /** Of the keys that the environment makes, the newest first; empty where it has none. */
  readonly kids: readonly string[];
  readonly audience: string | undefined;
  /** Of a token, in seconds. */
  readonly lifetime: number;
  /** Seconds from the last token of the old key to the moment when no verifier accepts it any more. */
  readonly wait: number;
  /** Whether tokens are signed with key pairs, and not under the secret. */
  readonly jwks: boolean;
}

/** The steps of a rotation, for people. @see docs/rotate.md */
export function formatPlan(rotation: Rotation): string {
  const steps = rotation.jwks ? stepsOfKeySet() : stepsOfSecret(rotation);
  const numbered = steps.map(([title, ...lines], at) =>
    [`${at + 1}  ${title}`, ...lines.map((line) => `   ${line}`.trimEnd())].join("\n"),
  );
  return `${[head(rotation), ...numbered, FOOT].join("\n\n")}\n`;
}

function head({ kids, lifetime, jwks }: Rotation): string {
  const [newest, ...old] = kids;
  const ids = newest && `Keys of this environment: ${[`${newest} (first)`, ...old].join(", ")}`;
  return [
    "To change BETTER_AUTH_SECRET with no failed request. Restart one process after the other, never all at once.",
    jwks ? "Tokens are signed with key pairs." : `A token lives ${duration(lifetime)}.`,
    ...(ids && !jwks ? [ids] : []),
  ].join("\n");
}

const MAKE = ["Make the new secret", "openssl rand -base64 32"];
const LEGACY =
  "BETTER_AUTH_SECRET=<old>                   stays: it reads what was encrypted before there was a list";

function stepsOfSecret({ wait, audience = "<name>" }: Rotation): string[][] {
  const key = `npx jwt-auth-bridge key --audience ${audience}`;
  return [
    MAKE,
    [
      "Accept both, everywhere. The old one still signs.",
      "APIs           BETTER_AUTH_SECRETS=2:<new>,1:<old>",
      "  or, where they have keys in place of the secret, with what this prints:",
      `               BETTER_AUTH_SECRETS=2:<new>,1:<old> ${key}`,
      "               JWT_BRIDGE_KEYS=<new key>,<old key>          JWT_BRIDGE_KEY goes",
      "auth servers   BETTER_AUTH_SECRETS=1:<old>,2:<new>        the old one first",
      `               ${LEGACY}`,
      "Go on when all of them, APIs and auth servers, have restarted. One that was forgotten refuses what the next step signs.",
    ],
    [
      "Sign with the new one. Auth servers alone.",
      "auth servers   BETTER_AUTH_SECRETS=2:<new>,1:<old>        the new one first",
      "Note the time when the last of them has restarted. Links in e-mails from before stop working.",
    ],
    [
      `Wait ${duration(wait)} from that time: the lifetime of a token, and a minute for clocks that differ.`,
      'The APIs log "a token of key …, not the newest, was accepted" once a minute. When this still comes after the wait,',
      "an auth server was forgotten in step 3. verifier.metrics() has the same: last_seen, latest_exp.",
    ],
    [
      "Drop the old one. APIs first. From here its tokens are refused.",
      "APIs           BETTER_AUTH_SECRETS=2:<new>                or JWT_BRIDGE_KEYS=<new key>",
    ],
    auth(),
  ];
}

function stepsOfKeySet(): string[][] {
  return [
    MAKE,
    [
      "Accept both. APIs that verify with key pairs alone have nothing to do. Those that have the secret or its keys too",
      "(for tokens of before, or to hear of revocations) get both, the new one first.",
      "APIs           BETTER_AUTH_SECRETS=2:<new>,1:<old>        or JWT_BRIDGE_KEYS=<new key>,<old key>",
      "auth servers   BETTER_AUTH_SECRETS=1:<old>,2:<new>        the old one first",
      `               ${LEGACY}`,
    ],
    [
      "Use the new one for what is made from now on.",
      "auth servers   BETTER_AUTH_SECRETS=2:<new>,1:<old>        the new one first",
    ],
    [
      "Wait until a key pair signs that was made after step 3. In the table jwks there is one then that is younger than that",
      "step, and older than jwksOverlap. It takes rotationInterval and jwksOverlap; longer where nobody comes meanwhile.",
      "Private keys are encrypted with the secret that was first when they were made. Without it the auth server cannot sign.",
    ],
    [
      "Drop the old one. APIs first.",
      "APIs           BETTER_AUTH_SECRETS=2:<new>                or JWT_BRIDGE_KEYS=<new key>",
    ],
    auth(),
  ];
}

function auth(): string[] {
  return [
    "Drop it at the auth servers, when nothing of it is left there:",
    "- session cookies: after session.expiresIn of Better Auth, 7 days unless set, each was renewed or is over;",
    "- what Better Auth encrypted with it stays for ever: TOTP secrets, backup codes, OAuth tokens, keys of the table jwks.",
    "Until then it stays behind the new one, under its number: it signs nothing there, and no API accepts it.",
    "auth servers   BETTER_AUTH_SECRETS=2:<new>                without BETTER_AUTH_SECRET",
  ];
}

const FOOT = "A secret has leaked? That is another plan: docs/rotate.md, “When a secret has leaked”.";

function duration(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const parts = [
    ...(minutes > 0 ? [minutes === 1 ? "1 minute" : `${minutes} minutes`] : []),
    ...(rest > 0 ? [`${rest} s`] : []),
  ];
  return parts.join(" ");
}
