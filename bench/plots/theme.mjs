/**
 * The colours of a page in light and in dark, as GitHub has them.
 *
 * @typedef {object} Theme
 * @property {string} background
 * @property {string} text
 * @property {string} quiet - of axes and grid
 * @property {string} ours
 * @property {string} others
 * @property {string} reference - of what the others are held against
 */

/** @type {Readonly<Record<"light" | "dark", Theme>>} */
export const THEMES = {
  light: {
    background: "#ffffff",
    text: "#1f2328",
    quiet: "#59636e",
    ours: "#0969da",
    others: "#aeb7c1",
    reference: "#6e7781",
  },
  dark: {
    background: "#0d1117",
    text: "#f0f6fc",
    quiet: "#9198a1",
    ours: "#4493f8",
    others: "#59636e",
    reference: "#9198a1",
  },
};
