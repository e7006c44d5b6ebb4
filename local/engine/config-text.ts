import { isRecord } from "./is-record";

const refuseEncrypted = (key: string, value: unknown): void => {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      refuseEncrypted(`${key}[${index}]`, item);
    });
    return;
  }
  if (!isRecord(value)) return;
  if (typeof value.secure === "string") {
    throw new Error(
      `${key} is encrypted; the local run cannot decrypt it, since that needs the Pulumi CLI: ` +
        "give the value with an override, or leave the key out of this stack",
    );
  }
  for (const [name, inner] of Object.entries(value)) refuseEncrypted(`${key}.${name}`, inner);
};

/** A config value as Pulumi hands it to a program: text as it is, everything else as JSON. An encrypted one is refused. */
export const configText = (key: string, value: unknown): string => {
  refuseEncrypted(key, value);
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
};
