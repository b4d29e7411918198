/** The vectors as a whole: of the shape that their schemas say, and with something for every rule of the profile. */
import { readdirSync, readFileSync } from "node:fs";
import { RULES } from "../../conformance/cases/profile.mjs";
import { faults } from "../../conformance/coverage.mjs";
import { Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/paths.mjs";

/** @typedef {{ id: string, rules: string[], result: string }} Vector - and more, by file */
/** @typedef {{ name: string, content: { vectors: Vector[] } }} VectorFile - `name` is without `.json` */

const SUFFIX = ".schema.json";

/** @param {string} folder @param {string} suffix @returns {{ name: string, content: any }[]} */
const readAll = (folder, suffix) =>
  readdirSync(inRoot("conformance", folder))
    .filter((file) => file.endsWith(suffix))
    .map((file) => ({
      name: file.slice(0, -suffix.length),
      content: JSON.parse(readFileSync(inRoot("conformance", folder, file), "utf8")),
    }));

/** Every file of vectors. @returns {VectorFile[]} */
export const readVectors = () => readAll("vectors", ".json");

/** What says whether the content of a file of vectors is of its schema. */
export async function createValidator() {
  const { Ajv2020 } = await import("ajv/dist/2020.js"); // only now: these scripts install it
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  for (const { content } of readAll("schema", SUFFIX)) ajv.addSchema(content);
  /** @param {VectorFile} file @returns {string[]} a line for each fault */
  return ({ name, content }) => {
    const validate = ajv.getSchema(name + SUFFIX);
    if (validate === undefined) return [`conformance/schema/${name}${SUFFIX} is missing`];
    if (validate(content)) return [];
    // What "if" adds says nothing that its branch did not.
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== "if");
    return errors.map(({ instancePath, message }) => `${name}.json${instancePath} ${message}`);
  };
}

/** Every vector is of its file's schema, and every rule has vectors of both kinds. @throws {Failure} */
export async function checkVectorShapes() {
  const files = readVectors();
  const validate = await createValidator();
  const found = [
    ...files.flatMap(validate),
    ...faults(
      [...RULES.keys()],
      files.flatMap(({ content }) => content.vectors),
    ),
  ];
  if (found.length > 0) throw new Failure("these vectors are not what they should be", found.join("\n"));
}
