/** An answer of the API other than success. `code` is the word of its problem body. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
  ) {
    super(`The API answered ${status}${code === undefined ? "" : ` ${code}`}`);
    this.name = "ApiError";
  }
}

/** What openapi-fetch resolves to. */
interface Outcome<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/**
 * The data of a call.
 *
 * @throws {ApiError} for every answer but success; network errors pass through.
 */
export async function unwrap<Data>(call: Promise<Outcome<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(response.status, problemCode(error));
  return data as Data; // success: openapi-fetch types it as optional only for the failing branch
}

function problemCode(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("code" in body)) return undefined;
  return typeof body.code === "string" ? body.code : undefined;
}

/** Worth another try: the server was not reached, or failed. What it refused, it would refuse again. */
export function isTransient(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status >= 500;
}

/** The second half of "… was not saved: ". */
export function describeError(error: unknown): string {
  if (isTransient(error)) return "the server cannot be reached";
  const { status } = error as ApiError;
  if (status === 404) return "it no longer exists";
  if (status === 422) return "the server did not accept the text";
  if (status === 401 || status === 403) return "the server did not accept your sign-in";
  return "the server refused it";
}
