/** Does something again and again, and never twice at once; what goes wrong is told, and it is tried again. */
export const repeatedly = (everyMs: number, work: () => Promise<void>, onError: (error: unknown) => void) => {
  let running: Promise<void> | undefined;
  const now = (): void => {
    running ??= work()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(now, everyMs);
  return {
    now,
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await running;
    },
  };
};
