const { Agent, request } = require("node:http");

const base = "/2018-06-01/runtime";

/** Client of the Lambda Runtime API at `address` (host:port), over one connection that is kept open; AWS's own asks for no key. */
exports.connectRuntimeApi = (address, key) => {
  const [host, port] = address.split(":");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  const send = (method, path, body, headers) =>
    new Promise((resolve, reject) => {
      const call = request(
        { host, port, agent, method, path: base + path, headers: { ...headers, authorization: `Bearer ${key}` } },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8");
          answer.on("data", (part) => {
            text += part;
          });
          answer.on("end", () => resolve({ headers: answer.headers, body: text, status: answer.statusCode }));
          answer.on("error", reject);
        },
      );
      call.on("error", reject);
      call.end(body);
    });

  const post = (path, body, extra) =>
    send("POST", path, body, {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      // Not part of AWS's API: lets the engine report memory on every operating system.
      "Local-Peak-Memory-Kb": process.resourceUsage().maxRSS,
      ...extra,
    });

  const failure = (path, payload) =>
    post(path, JSON.stringify(payload), { "Lambda-Runtime-Function-Error-Type": encodeURI(payload.errorType) });

  return {
    next: () => send("GET", "/invocation/next"),
    response: (id, json) => post(`/invocation/${id}/response`, json),
    error: (id, payload) => failure(`/invocation/${id}/error`, payload),
    initError: (payload) => failure("/init/error", payload),
  };
};
