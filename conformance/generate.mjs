// Writes vectors/*.json from cases/, or with --check exits 1 when one of them differs. Either way it exits 1 when an id
// is given twice, or a rule of the profile lacks a vector.
import { readFileSync, writeFileSync } from "node:fs";
import { bearer } from "./cases/bearer.mjs";
import { claims } from "./cases/issuing/claims.mjs";
import { headers } from "./cases/issuing/headers.mjs";
import { issuedTimes } from "./cases/issuing/times.mjs";
import { compatibilityPolicy, compatibilityTokens, jwksPolicy, jwksTokens } from "./cases/jwks/index.mjs";
import { keys } from "./cases/keys.mjs";
import { paths } from "./cases/paths.mjs";
import { policy } from "./cases/policy.mjs";
import { RULES } from "./cases/profile.mjs";
import { requests } from "./cases/requests/index.mjs";
import { entries } from "./cases/revocation/entries.mjs";
import { feedKeys, feedTokens } from "./cases/revocation/feed.mjs";
import { revocations } from "./cases/revocation/revocations.mjs";
import { environments } from "./cases/settings/environments/index.mjs";
import { issuers } from "./cases/settings/issuers.mjs";
import { policies } from "./cases/settings/policies.mjs";
import { secrets } from "./cases/settings/secrets.mjs";
import { tokens } from "./cases/tokens/index.mjs";
import { faults } from "./coverage.mjs";

const FILES = {
  "keys.json": { vectors: keys },
  "secrets.json": { vectors: secrets },
  "issuers.json": { vectors: issuers },
  "environments.json": { vectors: environments },
  "policies.json": { vectors: policies },
  "headers.json": { vectors: headers },
  "claims.json": { vectors: claims },
  "tokens.json": { policy, vectors: tokens },
  "jwks-tokens.json": { policy: jwksPolicy, vectors: jwksTokens },
  "compatibility-tokens.json": { policy: compatibilityPolicy, vectors: compatibilityTokens },
  "bearer.json": { vectors: bearer },
  "paths.json": { policy, vectors: paths },
  "requests.json": { policy, vectors: requests },
  "issued-times.json": { vectors: issuedTimes },
  "entries.json": { vectors: entries },
  "revocations.json": { policy, vectors: revocations },
  "feed-keys.json": { vectors: feedKeys },
  "feed-tokens.json": { policy, vectors: feedTokens },
};

const check = process.argv.includes("--check");
const all = Object.values(FILES).flatMap(({ vectors }) => vectors);
const found = faults([...RULES.keys()], all);

for (const [name, content] of Object.entries(FILES)) {
  const url = new URL(`vectors/${name}`, import.meta.url);
  const text = `${JSON.stringify(content, null, 1)}\n`;
  if (!check) writeFileSync(url, text);
  else if (readFileSync(url, "utf8") !== text) {
    found.push(`conformance/vectors/${name} is not what cases/ make: run node conformance/generate.mjs`);
  }
}
console.log(`${all.length} vectors in ${Object.keys(FILES).length} files, ${RULES.size} rules`);
for (const fault of found) console.error(fault);
if (found.length > 0) process.exitCode = 1;
