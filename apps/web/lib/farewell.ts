/**
 * What a document tells the next one of its tab: that all sessions of the user have ended. Not in the address, which
 * anybody can type, or give somebody else to follow.
 */
const KEY = "signed-out-everywhere";

/** Milliseconds. What nobody was there to read is not news any more. */
const LIFETIME = 60_000;

export function leaveFarewell(): void {
  try {
    window.sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // A browser that keeps nothing shows no notice.
  }
}

/** @returns Whether the document before left one, a moment ago. Only the first caller hears of it. */
export function takeFarewell(): boolean {
  try {
    const left = window.sessionStorage.getItem(KEY);
    window.sessionStorage.removeItem(KEY);
    return left !== null && Date.now() - Number(left) < LIFETIME;
  } catch {
    return false;
  }
}
