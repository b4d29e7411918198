import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** @param {...string} parts - below the root */
export const inRoot = (...parts) => resolve(ROOT, ...parts);

export const WEB = inRoot("apps/web");
export const API = inRoot("apps/api");
export const VENV_PYTHON = inRoot(".venv/bin/python");
