const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds of a text such as `5m`: a whole number with `s`, `m`, `h` or `d`. 0 for anything else. */
export function secondsOf(text: unknown): number {
  const [, digits, unit] = (typeof text === "string" && /^(\d{1,6}) ?([smhd])$/.exec(text)) || [];
  return digits && unit ? Number(digits) * UNITS[unit as keyof typeof UNITS] : 0;
}
