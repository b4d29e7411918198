import fc from "fast-check";

// A mutant is killed by the first counterexample; looking for the smallest one can take minutes.
fc.configureGlobal({ endOnFailure: true });
