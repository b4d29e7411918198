import { resolveReference } from "../openapi/references.js";
import type { Api } from "./api.js";
import { unknownLike } from "./ids.js";
import type { Target } from "./requests.js";

/** The same with objects that do not exist; each call gives others. */
export function unknownObjects(api: Api, objects: Target["objects"]): Target["objects"] {
  return new Map([...objects].map(([maker, id]) => [maker, unknownLike(id, schemaOf(api, maker))]));
}

/** What the document says of the ids of what an operation makes. */
function schemaOf({ document, operations }: Api, maker: string) {
  for (const { parameters, roles } of operations) {
    const parameter = parameters.find((one) => {
      const role = one.in === "path" ? roles.get(one.name) : undefined;
      return role?.kind === "object" && role.producer.name === maker;
    });
    if (parameter !== undefined) return resolveReference(document, parameter.schema);
  }
  return undefined;
}
