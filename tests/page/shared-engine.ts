import { closeBrowser } from "./browser";
import { startPageEngine } from "./page-engine";

let users = 0;
let running: ReturnType<typeof startPageEngine> | undefined;

/** Gives a suite the engine that all page tests share; the last one ends it, and the browser. */
export const withPageEngine = ({ after }: { readonly after: (hook: () => Promise<void>) => void }) => {
  users += 1;
  after(async () => {
    users -= 1;
    if (users > 0) return;
    await closeBrowser();
    await (await running)?.stop();
  });
  return (): ReturnType<typeof startPageEngine> => (running ??= startPageEngine());
};
