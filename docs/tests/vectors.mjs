import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../conformance/vectors/", import.meta.url);

/** A file of vectors. @param {string} name */
export const readVectors = (name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));

/** The id of every vector there is. */
export const vectorIds = () =>
  new Set(
    readdirSync(FOLDER).flatMap((name) =>
      readVectors(name).vectors.map((/** @type {{ id: string }} */ { id }) => id),
    ),
  );
