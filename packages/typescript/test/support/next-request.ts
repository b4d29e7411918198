// Next's own request storage, as its server sets it up.
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external.js";
import { createRequestStoreForAPI } from "next/dist/server/async-storage/request-store.js";

/** Run `work` as Next runs what answers a request with these headers. */
export function inRequest<T>(headers: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const request = { headers: new Headers(headers) } as never;
  const url = { pathname: "/", search: "" } as never;
  const store = createRequestStoreForAPI(request, url, [] as never, undefined, undefined as never, undefined);
  return workAsyncStorage.run({ route: "/" } as never, () => workUnitAsyncStorage.run(store, work));
}
