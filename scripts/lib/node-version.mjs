/** Imports nothing, so that it also runs on a Node that is too old for the rest. */

const NEEDED = [20, 19];

/** @param {string} version - such as "20.19.0" */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > Number(NEEDED[0]) || (major === NEEDED[0] && minor >= Number(NEEDED[1]));
}

/** End the process with one line unless Node is new enough. */
export function requireNode(version = process.versions.node) {
  if (isSupportedNode(version)) return;
  console.error(
    `error: Node ${version} is too old; ${NEEDED.join(".")} or later is needed: https://nodejs.org`,
  );
  process.exit(1);
}
