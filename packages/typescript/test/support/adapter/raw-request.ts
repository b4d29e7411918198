import { connect } from "node:net";

/** An answer, its header names in lower case. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Send these bytes to the server at `origin` and wait until it has answered and closed. */
export function sendRaw(origin: string, ...lines: readonly string[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(parse(Buffer.concat(chunks).toString())));
    socket.write(`${[...lines, `Host: ${hostname}`, "Connection: close"].join("\r\n")}\r\n\r\n`);
  });
}

function parse(text: string): RawAnswer {
  const [head = "", body = ""] = text.split(/\r\n\r\n(.*)/s);
  const [first = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => line.split(/: (.*)/s)).map(([name = "", value = ""]) => [name, value]);
  return {
    status: Number(first.split(" ")[1]),
    headers: new Map(headers.map(([name = "", value = ""]) => [name.toLowerCase(), value])),
    body,
  };
}
