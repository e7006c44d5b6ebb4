import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { empty } from "../../../tools/engine/program/wire";
import { policies } from "../../../tools/policy/rules";

const root = resolve(__dirname, "../../..");
const RUNNER = join(root, "node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js");

const infoFrom = (port: string): Promise<AnalyzerInfo> =>
  new Promise((done, fail) => {
    const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
    client.getAnalyzerInfo(empty(), (error, info) => {
      client.close();
      if (error === null) done(info);
      else fail(error);
    });
  });

test("is served by Pulumi's own runner from its folder, with every rule mandatory", async () => {
  const pack = spawn(process.execPath, [RUNNER, "127.0.0.1:1", "."], {
    cwd: join(root, "tools/policy"),
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = await once(createInterface({ input: pack.stdout }), "line");
    const info = await infoFrom(String(port));

    assert.is(info.getName(), "ai-multi-comms");
    assert.equal(
      info.getPoliciesList().map((policy) => policy.getName()),
      policies.map(({ name }) => name),
    );
    assert.equal([...new Set(info.getPoliciesList().map((policy) => policy.getEnforcementlevel()))], [1]);
  } finally {
    pack.kill();
  }
});
