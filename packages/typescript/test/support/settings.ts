/** Settings that the tests share. The secret is public; it is in the conformance vectors too. */
export const SECRET = "correct-horse-battery-staple-0123456789abcdef";
export const OLD_SECRET = "an-older-secret-that-is-still-accepted-9876543210";
export const ISSUER = "http://localhost:3000";
export const AUDIENCE = "todo-api";
