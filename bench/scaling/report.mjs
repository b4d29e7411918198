/** What a run says, as Markdown: what is asked for, how far formula and simulation agree, and what all of it stands on. */
import { ASSUMPTIONS } from "./assumptions.mjs";
import { expect } from "./formula.mjs";
import { limitsOf } from "./limits.mjs";
import { measuredOf } from "./measured.mjs";
import { ratesOf } from "./simulation.mjs";
import { answerOf, tableOf } from "./tables.mjs";
import { table } from "./words.mjs";

/**
 * By the section's name in docs/scaling.md.
 *
 * @param {import("./run.mjs").Run} run
 * @returns {Record<string, string>} Markdown
 */
export function sectionsOf(run) {
  const { model, figures, traffic, demands } = run;
  return {
    answer: answerOf(demands),
    limits: limitsOf(run),
    tokens: tableOf("tokens", demands),
    requests: tableOf("requests", demands),
    "sign-outs": tableOf("sign-outs", demands),
    assumptions: assumptionsOf(model),
    agreement: agreementOf(model, traffic),
    measured: measuredOf(figures),
  };
}

/** All of it, for a terminal. @param {import("./run.mjs").Run} run */
export function reportOf(run) {
  return Object.entries(sectionsOf(run))
    .map(([name, text]) => `## ${name}\n\n${text}`)
    .join("\n\n");
}

/** @param {import("./assumptions.mjs").Model} model @param {import("./simulation.mjs").Traffic} traffic */
function agreementOf(model, { users, bins, held }) {
  const wanted = expect(model, users);
  const found = {
    tokens: ratesOf(bins.tokens),
    requests: ratesOf(bins.requests),
    signOuts: ratesOf(bins.signOuts),
  };
  const rows = [
    ["tokens of browsers", found.tokens, wanted.tokens],
    ["requests", found.requests, wanted.requests],
    ["sign-outs", found.signOuts, wanted.signOuts],
  ].map(([title, a, b]) => {
    const [one, other] = /** @type {import("./formula.mjs").Rate[]} */ ([a, b]);
    return [String(title), apart(one?.mean, other?.mean), apart(one?.peak, other?.peak)];
  });
  const most = ["entries held, at most", "", apart(Math.max(...held), wanted.held)];
  return table([[`${users.toLocaleString("en-GB")} users`, "mean", "peak"], ...rows, most]);
}

/** @param {number | undefined} found @param {number | undefined} wanted */
function apart(found = Number.NaN, wanted = Number.NaN) {
  const part = (found / wanted - 1) * 100;
  return `${part < 0 ? "−" : "+"}${Math.abs(part).toFixed(1)} %`;
}

/** @param {import("./assumptions.mjs").Model} model */
function assumptionsOf(model) {
  const rows = ASSUMPTIONS.map(({ name, title, why }) => [title, `\`--${name} ${model[name]}\``, why]);
  const [head, rule, ...lines] = table([["assumed", "option", "why"], ...rows]).split("\n");
  return [head, rule?.replaceAll("---:", "---"), ...lines].join("\n");
}
