/** Bounds of a password in characters; Better Auth checks them, the form names them. */
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;

export type FieldName = "name" | "email" | "password";
export type FieldErrors = Partial<Record<FieldName, string>>;

/** What is wrong with the form, found before anything is sent. The server checks again. */
export function checkCredentials(
  form: Readonly<Record<FieldName, string>>,
  mode: "sign-in" | "sign-up",
): FieldErrors {
  const errors: FieldErrors = {};
  if (mode === "sign-up" && form.name.trim() === "") errors.name = "Enter your name.";
  if (form.email.trim() === "") errors.email = "Enter your e-mail address.";
  else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email.trim())) errors.email = BAD_EMAIL;
  if (form.password === "") errors.password = "Enter your password.";
  else if (mode === "sign-up" && form.password.length < PASSWORD_MIN) errors.password = SHORT_PASSWORD;
  else if (mode === "sign-up" && form.password.length > PASSWORD_MAX) errors.password = LONG_PASSWORD;
  return errors;
}

const BAD_EMAIL = "This is not an e-mail address. It should look like name@example.com.";
const SHORT_PASSWORD = `The password is too short. Use at least ${PASSWORD_MIN} characters.`;
const LONG_PASSWORD = `The password is too long. Use at most ${PASSWORD_MAX} characters.`;

/** Better Auth's error codes that belong to a field. Which half of a sign-in was wrong is not told, on purpose. */
const fieldErrors: Readonly<Record<string, FieldErrors>> = {
  INVALID_EMAIL: { email: BAD_EMAIL },
  USER_ALREADY_EXISTS: { email: "This e-mail address already has an account. Sign in instead." },
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: {
    email: "This e-mail address already has an account. Sign in instead.",
  },
  INVALID_EMAIL_OR_PASSWORD: { password: "The e-mail address or the password is wrong." },
  PASSWORD_TOO_SHORT: { password: SHORT_PASSWORD },
  PASSWORD_TOO_LONG: { password: LONG_PASSWORD },
};

export interface Refusal {
  readonly status: number;
  readonly code?: string | undefined;
  /** Seconds, from `X-Retry-After`. */
  readonly retryAfter?: number | undefined;
}

/**
 * Say what an answer means: under a field where it belongs to one, else for the whole form.
 *
 * @param address - Origin that this app is set up for.
 */
export function explainRefusal(
  { status, code, retryAfter }: Refusal,
  address: string,
): { fields: FieldErrors; form?: string } {
  const fields = fieldErrors[code ?? ""];
  if (fields) return { fields };
  if (code === "INVALID_ORIGIN")
    return { fields: {}, form: `This address of the app takes no sign-ins. Open this app at ${address}.` };
  if (status === 429) return { fields: {}, form: `Too many tries. Try again ${inSeconds(retryAfter)}.` };
  if (status === 0)
    return { fields: {}, form: "The server cannot be reached. Check your connection and try again." };
  return { fields: {}, form: "Something went wrong on the server. Try again." };
}

function inSeconds(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0) return "in a minute";
  if (seconds === 1) return "in 1 second";
  return seconds < 120 ? `in ${Math.ceil(seconds)} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}
