import { getAuth } from "@/lib/auth";
import { answerOf } from "@/lib/auth-answer";

const handle = (request: Request): Promise<Response> => answerOf((each) => getAuth().handler(each), request);

export { handle as GET, handle as POST };
