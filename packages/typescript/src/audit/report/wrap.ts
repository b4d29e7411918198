/** Break a text at spaces so that no line is wider; what follows the first line is indented. A longer word is cut. */
export function wrap(text: string, width: number, indent = ""): string {
  const longest = Math.max(width - indent.length, 1);
  const lines = [""];
  for (const [word] of text.matchAll(/ *[^ ]+/g)) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length <= width) {
      lines[lines.length - 1] = line + word;
      continue;
    }
    const [first = "", ...more] = word.trimStart().match(new RegExp(`.{1,${longest}}`, "gu")) ?? [];
    lines.push(...[first, ...more].map((piece) => indent + piece));
  }
  return lines.filter((line) => line !== "").join("\n");
}
