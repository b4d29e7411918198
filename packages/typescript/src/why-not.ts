const CODE = /^\w{1,40}$/;
/** How Redis begins an error: `WRONGPASS invalid username-password pair`. */
const REPLY = /^[A-Z]{2,20}(?= )/;

/**
 * Why something failed, in a word that may be logged: the error's code, or the name of its class.
 *
 * The message is left out: Redis repeats what it does not understand, and that may be the password; drivers repeat the query.
 */
export function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code } = error as { code?: unknown };
  if ((typeof code === "string" || typeof code === "number") && CODE.test(String(code))) return String(code);
  return REPLY.exec(error.message)?.[0] ?? error.constructor.name;
}
