import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../conformance/vectors/", import.meta.url);

/** A file of vectors. @param {string} name */
export const readVectors = (name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));

/** @typedef {{ id: string, rules: string[] }} Vector */

/** The rules that each vector is about, by its id. */
export const rulesOfVectors = () =>
  new Map(
    readdirSync(FOLDER)
      .flatMap((name) => /** @type {Vector[]} */ (readVectors(name).vectors))
      .map(({ id, rules }) => [id, rules]),
  );
