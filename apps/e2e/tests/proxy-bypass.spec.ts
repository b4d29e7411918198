import { TaskClient } from "../fixtures/api-call.ts";
import { expect, test } from "../fixtures/test.ts";
import { newCredentials, signUp } from "../fixtures/users.ts";

/** The headers by which Next once let a request go round its middleware (CVE-2025-29927), and its relatives. */
const SUBREQUEST = [
  "middleware",
  "src/middleware",
  "pages/_middleware",
  "proxy",
  Array(5).fill("middleware").join(":"),
  Array(5).fill("src/middleware").join(":"),
  Array(5).fill("proxy").join(":"),
];

const REQUESTS: readonly Readonly<Record<string, string>>[] = [
  {},
  ...SUBREQUEST.map((value) => ({ "x-middleware-subrequest": value })),
  { "x-middleware-next": "1" },
  { "x-nextjs-data": "1" },
  { "x-original-url": "/tasks", "x-rewrite-url": "/tasks" },
  { "x-forwarded-host": "evil.example" },
  { RSC: "1" },
];

const OTHER_PATHS = ["/tasks/", "/tasks?_rsc=1", "//tasks", "/TASKS", "/_next/data/x/tasks.json"];
const AROUND = { RSC: "1", "x-middleware-subrequest": Array(5).fill("proxy").join(":") };

test("going round the proxy shows nobody's tasks", async ({ system }) => {
  const { web, api } = system;
  const ada = await signUp(system, { ...newCredentials(), name: "Augusta Ada" });
  await new TaskClient(api.origin, ada.id, await ada.token()).add("Analytical engine");
  const [name = ""] = ada.cookie.split("=");
  const [, signature] = decodeURIComponent(ada.cookie).split(".").slice(-2);

  // With the right cookie the very same request shows them, so that the test would notice.
  for (const headers of [{}, { RSC: "1" }]) {
    const own = await fetch(`${web.origin}/tasks`, { headers: { ...headers, Cookie: ada.cookie } });
    expect(await own.text()).toContain("Analytical engine");
  }

  const cookies = [
    "",
    `${name}=forged.c2lnbmF0dXJl`,
    `${name}=${ada.id}.${signature}`,
    `${name}=${ada.cookie.slice(name.length + 1, -4)}AAAA`,
  ];
  const attempts = [
    ...cookies.flatMap((cookie) => REQUESTS.map((headers) => ({ path: "/tasks", cookie, headers }))),
    ...OTHER_PATHS.flatMap((path) => cookies.map((cookie) => ({ path, cookie, headers: AROUND }))),
  ];
  for (const { path, cookie, headers } of attempts) {
    const answer = await fetch(web.origin + path, {
      headers: { ...headers, Cookie: cookie },
      redirect: "manual",
    });
    const text = await answer.text();
    const said = `${path} ${JSON.stringify(headers)}`;
    const leaked = ["Analytical engine", "Augusta Ada", ada.email, ada.id].filter((value) =>
      text.includes(value),
    );
    expect(leaked, said).toEqual([]);
    expect(answer.headers.get("Location") ?? "", said).not.toContain("evil.example");
  }
});

test("a page for somebody signed in is kept by no cache, nor is the way to the sign-in page", async ({
  system,
  pair: [ada],
}) => {
  const [name] = ada.cookie.split("=");
  // A browser follows a kept redirect again on Back, whoever has signed in since: in circles, at worst.
  for (const [cookie, status] of [
    [ada.cookie, 200],
    ["", 307],
    [`${name}=forged.c2lnbmF0dXJl`, 307],
  ] as const) {
    const answer = await fetch(`${system.web.origin}/tasks`, {
      headers: { Cookie: cookie },
      redirect: "manual",
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("Cache-Control")).toContain("no-store");
  }
});
