import { connect } from "node:net";
import { ConfigurationError } from "../../errors.js";

/** @throws {@link ConfigurationError} when nobody listens there, so that a wrong port is not taken for a closed API. */
export async function checkListening(origin: string, timeout: number): Promise<void> {
  const { hostname, port, protocol } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, "");
  const isThere = await new Promise<boolean>((resolve) => {
    const socket = connect({ host, port: Number(port || (protocol === "https:" ? 443 : 80)), timeout });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
    socket.once("timeout", () => settle(false));
  });
  if (isThere) return;
  throw new ConfigurationError(
    "server_unreachable",
    `Nobody listens at ${origin}. Start the API, or name the address where it runs`,
  );
}
