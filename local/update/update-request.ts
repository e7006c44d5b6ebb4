import { isRecord } from "../engine/is-record";

/** What an update is asked to do. */
export type UpdateRequest = {
  /** The folder of another checkout, as an absolute path. */
  readonly folder: string | undefined;
  /** Stack config over that of the program; kept for later updates, as `pulumi up --config` keeps it. */
  readonly config: Readonly<Record<string, string>>;
  /** Forgets what earlier updates were given as config. */
  readonly resetConfig: boolean;
  readonly preview: boolean;
};

const known = ["folder", "config", "resetConfig", "preview"];

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every((text) => typeof text === "string");

const flag = (value: unknown, name: string): boolean => {
  if (value === undefined || typeof value === "boolean") return value ?? false;
  throw new Error(`${name} must be true or false`);
};

/** Reads what the control listener was sent; throws with the field at fault. */
export const readUpdateRequest = (body: unknown): UpdateRequest => {
  if (!isRecord(body)) throw new Error("the body must be a JSON object");
  const stranger = Object.keys(body).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`${stranger} is not known; ${known.join(", ")} are`);
  const { folder, config = {} } = body;
  if (folder !== undefined && typeof folder !== "string") throw new Error("folder must be text");
  if (!isTexts(config)) throw new Error("config must be an object of texts");
  return {
    ...{ folder, config },
    resetConfig: flag(body.resetConfig, "resetConfig"),
    preview: flag(body.preview, "preview"),
  };
};
