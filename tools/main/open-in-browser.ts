import { spawn } from "node:child_process";

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "open", win32: "explorer" };

/** Opens an address in the person's browser; where that cannot be done, `print` says so and the engine goes on. */
export const openInBrowser = (address: string, print: (text: string) => void): void => {
  const child = spawn(openers[process.platform] ?? "xdg-open", [address], { stdio: "ignore", detached: true });
  child.once("error", () => print("warning: no browser could be opened; open the console's address by hand"));
  child.unref();
};
