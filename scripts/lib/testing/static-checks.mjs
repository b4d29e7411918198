/** Runs each check of scripts/checks as one test. */
import { CHECKS } from "../../checks/index.mjs";
import { Failure } from "../failure.mjs";
import { run } from "../processes.mjs";

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {(name: string) => string} log
 */
export async function runStaticChecks(env, log) {
  const results = { passed: 0, failed: 0, failures: /** @type {string[]} */ ([]), notes: [], output: "" };
  for (const check of CHECKS) {
    try {
      if (check.examine) await check.examine({ env, log });
      else
        await run(check.command, check.args, {
          cwd: check.cwd,
          env: { ...env, ...check.env },
          log: log(`static-${slug(check.name)}`),
          what: check.name,
          shown: 60,
        });
      results.passed += 1;
    } catch (error) {
      const details = error instanceof Failure ? `${error.message}\n${error.details}` : String(error);
      results.failed += 1;
      results.failures.push(check.name);
      results.output += `${check.name}: ${details}\n\n`;
    }
  }
  return results;
}

/** @param {string} name */
const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
