"use strict";
// Loads one bundle, and plays what it is told: invocations one after the other, or several side by side. Answers with milliseconds.
const { handler } = require(process.argv[2]);

const invoke = async (event) => {
  const end = performance.now() + 150_000;
  const start = performance.now();
  const answer = await handler(event, {
    awsRequestId: "bench",
    getRemainingTimeInMillis: () => end - performance.now(),
  });
  return { ms: performance.now() - start, answer };
};

const play = async ({ events, sideBySide }) => {
  const results = [];
  const start = performance.now();
  const used = process.cpuUsage();
  const waiting = events.values();
  const lane = async () => {
    for (const event of waiting) results.push(await invoke(event));
  };
  await Promise.all(Array.from({ length: sideBySide }, lane));
  const { user, system } = process.cpuUsage(used);
  return {
    results,
    ms: performance.now() - start,
    processorMs: (user + system) / 1e3,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
};

process.on("message", (told) => {
  play(told).then(
    (played) => process.send({ played }),
    (error) => process.send({ error: error.stack }),
  );
});
