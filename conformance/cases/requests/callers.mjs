// Who sends the requests, and the tokens that they have.
import { claims, NOW, token } from "../mint.mjs";

export const ME = "/me";
export const OPTIONAL = "/optional";
export const OWNED = "/api/{user_id}/tasks";

export const TOKEN = token();
export const OTHERS_TOKEN = token(claims({ sub: "user-b", sid: "session-b" }));
/** A day later, when both have expired. */
export const TOMORROW = { now: NOW + 86_400 };

/** What `/me` says of the owner of TOKEN. */
export const CALLER = { user_id: "user-a", session_id: "session-a", scopes: [] };

export const bearer = (token = TOKEN) => `Authorization: Bearer ${token}`;
