import { publishedDescription } from "../../infra/api/published-description";

/** The types of the client package, by the published description. */
export const clientTypes = async (): Promise<string> => {
  const { default: openapi, astToString } = await import("openapi-typescript");
  const types = await openapi(JSON.stringify(publishedDescription), { immutable: true, silent: true });
  return `/* Written by npm run write-docs from the published description of the API. */\n\n${astToString(types)}`;
};
