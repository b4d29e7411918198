import assert from "node:assert/strict";
import { it } from "node:test";
import { packagesWithAddress } from "./lock-file.mjs";

it("finds packages with an address; a workspace's link is none", () => {
  const packages = {
    "": {},
    "node_modules/a": { resolved: "https://registry.example/a.tgz" },
    "node_modules/b": {},
    "node_modules/ours": { resolved: "packages/ours", link: true },
  };
  assert.deepEqual(packagesWithAddress({ packages }), ["node_modules/a"]);
});
