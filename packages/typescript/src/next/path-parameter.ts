/** Nobody's id: an id has a character or more. */
const NOBODY = "";

/**
 * The path's `user_id`, when the path itself and Next's parameters agree about it; nobody's otherwise. Next takes parameters
 * from the query (`?nxtPuser_id=`) where it believes that a proxy of its own has written them there, as `next start` may.
 *
 * @param params - As Next gives them.
 * @param target - The request's target as it came.
 * @param route - As it was declared, `/api/[user_id]/tasks`; undefined outside Next, where nobody but the caller says what the path is.
 * @returns What it is where it is not one segment's text, too: the route has no such parameter.
 */
export function findUserId(
  params: { readonly user_id?: unknown } | undefined,
  target: string,
  route: string | undefined,
): unknown {
  const userId = params?.user_id;
  if (route === undefined || typeof userId !== "string") return userId;
  const [path = ""] = target.split("?", 1);
  return decode(toPattern(route).exec(path)?.[1]) === userId ? userId : NOBODY;
}

/** Finds the segment of `[user_id]`. Something may stand before the route: the app's `basePath`, a locale. */
function toPattern(route: string): RegExp {
  const segments = route.split("/").slice(1).map(toSegment);
  return new RegExp(`^(?:https?://[^/]*)?(?:/[^/]+)*?${segments.join("")}/?$`);
}

function toSegment(segment: string): string {
  if (segment === "[user_id]") return "/([^/]+)";
  if (segment.startsWith("[[...")) return "(?:/.*)?";
  if (segment.startsWith("[...")) return "/.+";
  if (segment.startsWith("[")) return "/[^/]+";
  return `/${segment.replace(/[^\w-]/g, "\\$&")}`;
}

function decode(segment: string | undefined): string | undefined {
  try {
    return segment && decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
