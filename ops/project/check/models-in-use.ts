import type { ProjectConfig } from "../../../infra/config/project-config";
import { type Channel, channels } from "../../../runtime/request/channel";

export type ModelInUse = { readonly model: string; readonly channels: readonly Channel[] };

/** Every model that a project's assistants name, each once. */
export const modelsInUse = (project: ProjectConfig): readonly ModelInUse[] => {
  const named = channels.flatMap((channel) => {
    const { assistant, replies } = project.channels[channel] ?? {};
    return [assistant, replies].flatMap((one) => (one === undefined ? [] : [{ model: one.model, channel }]));
  });
  return [...new Set(named.map(({ model }) => model))].map((model) => ({
    model,
    channels: [...new Set(named.filter((one) => one.model === model).map(({ channel }) => channel))],
  }));
};
