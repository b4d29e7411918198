/** Which tasks are shown, in what order: the part of the page that lives in its address. */
export interface View {
  readonly status: Status;
  readonly sort: Sort;
}

export const statuses = ["all", "open", "completed"] as const;
export const sorts = ["-created_at", "created_at", "title", "-title", "-updated_at", "updated_at"] as const;

export type Status = (typeof statuses)[number];
export type Sort = (typeof sorts)[number];

const initial: View = { status: "all", sort: "-created_at" };

type Parameter = string | string[] | null | undefined;

/** Read the view from an address. Anything unknown counts as absent: a shared link never breaks the page. */
export function readView(status: Parameter, sort: Parameter): View {
  return {
    status: statuses.find((known) => known === status) ?? initial.status,
    sort: sorts.find((known) => known === sort) ?? initial.sort,
  };
}

/** The query string of a view, without what is the default: "" or "?status=open&sort=title". */
export function viewQuery({ status, sort }: View): string {
  const parameters = new URLSearchParams();
  if (status !== initial.status) parameters.set("status", status);
  if (sort !== initial.sort) parameters.set("sort", sort);
  return parameters.size === 0 ? "" : `?${parameters}`;
}
