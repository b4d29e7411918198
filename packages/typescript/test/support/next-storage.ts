// Next's server makes AsyncLocalStorage global before anything else of Next is loaded; so must the tests.
import "next/dist/server/node-environment-baseline.js";
