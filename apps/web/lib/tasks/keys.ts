/** Key of everything cached about one user's tasks; the user is part of it so that no list is ever another's. */
export function tasksKey(userId: string): readonly [string, string] {
  return ["tasks", userId];
}

/** Key of the additions, so that those under way and those that failed can be listed. */
export function addKey(userId: string): readonly [string, string, string] {
  return [...tasksKey(userId), "add"];
}
