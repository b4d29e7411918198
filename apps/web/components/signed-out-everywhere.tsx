"use client";

import { useEffect, useState } from "react";
import { takeFarewell } from "@/lib/farewell";

/** Says so once, to whoever has just done it. */
export function SignedOutEverywhere() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (takeFarewell()) setShown(true);
  }, []);
  if (!shown) return null;
  return (
    <p className="notice" role="alert">
      You are signed out everywhere.
    </p>
  );
}
