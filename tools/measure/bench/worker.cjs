"use strict";
// Loads one bundle, and plays what it is told: invocations one after the other. Answers with milliseconds.
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

const play = async ({ events }) => {
  const results = [];
  const start = performance.now();
  const used = process.cpuUsage();
  for (const event of events) results.push(await invoke(event));
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
