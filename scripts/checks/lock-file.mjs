import { readFileSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/paths.mjs";

/** A lock file with addresses ties everybody to the registry of whoever wrote it. @throws {Failure} */
export async function checkLockFile() {
  const found = packagesWithAddress(JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")));
  if (found.length === 0) return;
  const mend = "npm config set omit-lockfile-registry-resolved true --location=project";
  throw new Failure(`package-lock.json holds addresses. Mend: ${mend}, then npm install`, found.join("\n"));
}

/** @param {{ packages: Record<string, { resolved?: string, link?: boolean }> }} lock */
export const packagesWithAddress = ({ packages }) =>
  Object.entries(packages)
    .filter(([, { resolved, link }]) => resolved !== undefined && !link)
    .map(([path]) => path);
