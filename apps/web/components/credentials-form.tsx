"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import {
  checkCredentials,
  explainRefusal,
  type FieldErrors,
  type FieldName,
  PASSWORD_MIN,
  type Refusal,
} from "@/lib/credentials";
import { Field } from "./field";
import { useServices } from "./services";
import { useHydrated } from "./use-hydrated";

const fields: readonly FieldName[] = ["name", "email", "password"];

interface Problems {
  readonly fields: FieldErrors;
  readonly form?: string;
}

/** The form of both pages: what is wrong stands under its field, and the first such field gets the focus. */
export function CredentialsForm({ mode, address }: { mode: "sign-in" | "sign-up"; address: string }) {
  const { auth } = useServices();
  const router = useRouter();
  const hydrated = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems>({ fields: {} });
  const [sending, setSending] = useState(false);
  const isNew = mode === "sign-up";

  useEffect(() => {
    const wrong = fields.find((name) => problems.fields[name]);
    if (wrong) form.current?.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus();
  }, [problems]);

  async function send(values: Record<FieldName, string>): Promise<Refusal | undefined> {
    let retryAfter: number | undefined;
    const fetchOptions = {
      onError: ({ response }: { response: Response }) => {
        retryAfter = Number(response.headers.get("X-Retry-After") ?? Number.NaN);
      },
    };
    const { name, email, password } = values;
    const { error } = isNew
      ? await auth.signUp.email({ name: name.trim(), email: email.trim(), password, fetchOptions })
      : await auth.signIn.email({ email: email.trim(), password, fetchOptions });
    return error ? { status: error.status, code: error.code, retryAfter } : undefined;
  }

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (sending) return;
    const entries = new FormData(event.currentTarget);
    const read = (name: FieldName): string => String(entries.get(name) ?? "");
    const values = { name: read("name"), email: read("email"), password: read("password") };
    const wrong = checkCredentials(values, mode);
    setProblems({ fields: wrong });
    if (Object.keys(wrong).length > 0) return;

    setSending(true);
    const refusal = await send(values).catch((): Refusal => ({ status: 0 }));
    if (refusal === undefined) return router.replace("/tasks"); // the button rests until the page has changed
    setSending(false);
    setProblems(explainRefusal(refusal, address));
  }

  const forget = (name: FieldName) => () => {
    if (problems.fields[name]) setProblems(({ fields: { [name]: _, ...rest } }) => ({ fields: rest }));
  };
  const common = (name: FieldName) => ({
    name,
    error: problems.fields[name],
    onInput: forget(name),
    required: true,
  });

  // method: were the form ever sent without script, the password would still not stand in an address.
  return (
    <form ref={form} method="post" noValidate onSubmit={submit} className="stack">
      {problems.form && (
        <p className="error" role="alert">
          {problems.form}
        </p>
      )}
      {isNew && <Field {...common("name")} label="Name" autoComplete="name" maxLength={100} />}
      <Field {...common("email")} label="E-mail" type="email" autoComplete={isNew ? "email" : "username"} />
      <Field
        {...common("password")}
        label="Password"
        type="password"
        autoComplete={isNew ? "new-password" : "current-password"}
        {...(isNew && { hint: `At least ${PASSWORD_MIN} characters.` })}
      />
      <button type="submit" className="primary" disabled={!hydrated} aria-disabled={sending}>
        {isNew ? "Create account" : "Sign in"}
      </button>
    </form>
  );
}
