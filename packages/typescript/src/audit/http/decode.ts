/** Percent-decoded; as it is where it is no encoding, such as the `%` of `/rates/5%`. */
export function decodeOrSame(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
