/** Everything that `npm run bench` measures, in this order. */
import { fastapi } from "./fastapi.mjs";
import { memory } from "./memory.mjs";
import { minting } from "./minting.mjs";
import { nodeHs256 } from "./node-hs256.mjs";
import { express, fastify, hono } from "./node-servers.mjs";
import { pythonHs256 } from "./python-hs256.mjs";
import { rowLevelSecurity } from "./row-level-security.mjs";
import { workers } from "./workers.mjs";

/** @type {readonly import("../lib/report.mjs").Suite[]} */
export const SUITES = [
  fastapi,
  hono,
  fastify,
  express,
  workers,
  minting,
  memory,
  rowLevelSecurity,
  pythonHs256,
  nodeHs256,
];
