import { userInfo } from "node:os";

/** Who runs the command, by the machine's account; a container's user may have none. */
export const operatorName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? `uid ${process.getuid?.() ?? "unknown"}`;
  }
};
