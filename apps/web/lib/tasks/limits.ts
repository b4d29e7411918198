/** Bounds in characters, as the API has them. */
export const TITLE_MAX = 200;
export const DESCRIPTION_MAX = 2_000;
