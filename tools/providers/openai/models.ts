import { openAiError } from "./openai-error";
import type { KeyedOperation } from "./with-key";

export type OpenAiModel = {
  readonly id: string;
  /** `YYYY-MM-DD`, or null while no end is announced. */
  readonly shutdown_date: string | null;
};

export const defaultModels: readonly OpenAiModel[] = [
  { id: "gpt-6-luna", shutdown_date: null },
  { id: "gpt-5.6-luna", shutdown_date: null },
  { id: "gpt-5.6-terra", shutdown_date: null },
  { id: "gpt-4.1", shutdown_date: "2027-01-14" },
  { id: "gpt-4.1-mini", shutdown_date: "2027-01-14" },
  { id: "gpt-4o", shutdown_date: "2027-01-14" },
];

const resource = (model: OpenAiModel) => ({
  id: model.id,
  object: "model",
  created: 1_764_547_200,
  owned_by: "openai",
  shutdown_date: model.shutdown_date,
});

export const listModels = (models: readonly OpenAiModel[]): KeyedOperation => ({
  name: "models.list",
  method: "GET",
  path: "/v1/models",
  handle: () => ({ status: 200, body: { object: "list", data: models.map(resource) } }),
});

export const retrieveModel = (models: readonly OpenAiModel[]): KeyedOperation => ({
  name: "models.retrieve",
  method: "GET",
  path: "/v1/models/:model",
  handle: ({ params }) => {
    const id = decodeURIComponent(params.model ?? "");
    const model = models.find((one) => one.id === id);
    return model === undefined
      ? openAiError(404, "model_not_found", `The model '${id}' does not exist`, "model")
      : { status: 200, body: resource(model) };
  },
});
