"use client";

import { useEffect } from "react";

/** Takes the query away from the address: what it said is on the page, and a reload must not say it again. */
export function PlainAddress() {
  useEffect(() => window.history.replaceState(null, "", window.location.pathname), []);
  return null;
}
