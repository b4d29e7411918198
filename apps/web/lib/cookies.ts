/**
 * Prefix of the cookie names. `__Host-` makes the browser itself refuse a cookie that a sub-domain, another path or
 * plain http tries to set; it exists over https only.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265bis section 4.1.3.2
 */
export function cookiePrefix(https: boolean): string {
  return https ? "__Host-todo" : "todo";
}
