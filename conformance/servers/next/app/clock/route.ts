import { setClock } from "../../lib/clock";

export const PUT = async (request: Request): Promise<Response> => {
  const { now } = (await request.json()) as { now: number | null };
  setClock(now);
  return new Response(null, { status: 204 });
};
