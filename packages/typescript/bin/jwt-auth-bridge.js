#!/usr/bin/env node
// Here and not among what is built: npm links a command when it installs, and in a clone nothing is built by then.
import "../dist/cli/main.js";
