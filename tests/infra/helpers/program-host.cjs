"use strict";
/**
 * Runs the program of this folder for the stacks that its parent sends, one after the other, as Pulumi's Automation API runs programs
 * in its own process: what they share is loaded once, the program's own modules for each stack anew.
 */
const { join, sep } = require("node:path");
const { LanguageServer } = require("@pulumi/pulumi/automation/server");
const { RunRequest } = require("@pulumi/pulumi/proto/language_pb");
const { loadTypeScriptCompilerOptions } = require("@pulumi/pulumi/tsutils");

const project = process.env.PULUMI_NODEJS_TSCONFIG_PATH;

// As Pulumi's runner does (@pulumi/pulumi/cmd/run/run.js).
require("ts-node").register({
  transpileOnly: true,
  project,
  compilerOptions: {
    target: "ES2020",
    module: "nodenext",
    moduleResolution: "nodenext",
    sourceMap: "true",
    ...loadTypeScriptCompilerOptions(project),
  },
});

const program = async () => {
  for (const file of Object.keys(require.cache))
    if (file.startsWith(process.cwd() + sep) && !file.includes(`${sep}node_modules${sep}`)) delete require.cache[file];
  return require(join(process.cwd(), "index.ts"));
};

const requestOf = ({ project, stack, preview, config, secretKeys, address }) => {
  const request = new RunRequest()
    .setProject(project)
    .setStack(stack)
    .setOrganization("organization")
    .setDryrun(preview)
    .setParallel(64)
    .setMonitorAddress(address)
    .setArgsList([address])
    .setConfigsecretkeysList(secretKeys);
  for (const [key, value] of Object.entries(config)) request.getConfigMap().set(key, value);
  return request;
};

process.on("message", (given) => {
  let answered = false;
  new LanguageServer(program).run({ request: requestOf(given) }, (error) => {
    // After a failure it calls back once more, as if there had been none.
    if (!answered) process.send({ error: error?.stack });
    answered = true;
  });
});
process.on("disconnect", () => process.exit());
