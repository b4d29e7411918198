const OWNER_NAMES = ["user", "userid", "uid", "owner", "ownerid", "sub", "subject", "username"];
const GUESTS = [
  "member",
  "collaborator",
  "participant",
  "assignee",
  "invitee",
  "grantee",
  "sharedwith",
  "sharewith",
];

/** `user_id`, `userId`, `User-Id`: the same name. */
export const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** A name for whoever has the data. */
export function isOwnerName(name: string): boolean {
  return OWNER_NAMES.includes(plain(name));
}

/** A name for one or more users, whatever they have to do with the data: `user_ids`, `member_id`, `collaborators`. */
export function isPersonName(name: string): boolean {
  const one = plain(name).replace(/s$/, "");
  return isOwnerName(name) || OWNER_NAMES.includes(one) || GUESTS.includes(one.replace(/(?:id|uuid)$/, ""));
}

export function singular(word: string): string {
  return word.replace(/ies$/, "y").replace(/([^s])s$/, "$1");
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

/** `project` of `project_id`, `projectIds` and `projects-uuid`, nothing of `id`; undefined of what is no name of an id. */
export function stemOf(name: string): string | undefined {
  const words = wordsOf(name);
  if (!/^(?:id|uuid|guid)s?$/.test(words.at(-1) ?? "")) return undefined;
  return singular(words.slice(0, -1).join(""));
}

/** Members that only wrap others: what is in them is named by what is around them. */
const WRAPPERS = ["data", "attributes", "relationships", "input", "payload", "body", "params", "variables"];

/** What a member is called together with what it stands in: the `id` of a `project` is a `project_id`. */
export function nameWithin(outer: string, member: string): string {
  if (WRAPPERS.includes(plain(member))) return outer === "" ? member : outer;
  const isWrapped = outer === "" || WRAPPERS.includes(plain(outer));
  return stemOf(member) === "" && !isWrapped ? `${singular(outer)}_${member}` : member;
}

/** A path whose parameters have no names. */
export const shape = (path: string): string => path.replace(/\{[^}]*\}/g, "{}").replace(/\/+$/, "");

export const lastSegment = (path: string): string => path.replace(/\/+$/, "").split("/").at(-1) ?? "";

/** The words of a path, the last first, without its parameters. */
export const pathWords = (path: string): string[] => wordsOf(path.replace(/\{[^}]*\}/g, "")).reverse();
