import { ok } from "../server/operation";
import { openAiError } from "./openai-error";
import type { KeyedOperation } from "./with-key";

/** The models, each with its announced end (`YYYY-MM-DD`), or null while none is announced. */
export const models: Readonly<Record<string, string | null>> = {
  "gpt-6-luna": null,
  "gpt-5.6-luna": null,
  "gpt-5.6-terra": null,
  "gpt-4.1": "2027-01-14",
  "gpt-4.1-mini": "2027-01-14",
  "gpt-4o": "2027-01-14",
};

export const retrieveModel: KeyedOperation = {
  name: "models.retrieve",
  method: "GET",
  path: "/v1/models/:model",
  handle: ({ params }) => {
    const id = decodeURIComponent(params.model ?? "");
    const shutdown_date = models[id];
    return shutdown_date === undefined
      ? openAiError(404, "model_not_found", `The model '${id}' does not exist`, "model")
      : ok({ id, object: "model", created: 1_764_547_200, owned_by: "openai", shutdown_date });
  },
};
