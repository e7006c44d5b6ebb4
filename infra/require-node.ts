import { RunError } from "@pulumi/pulumi";

/** The Node that the functions run on; older ones lack what the packages need. */
const NEEDED = 24;

if (Number(process.versions.node.split(".")[0]) < NEEDED) {
  throw new RunError(
    `This program needs Node ${NEEDED} or later, and this is Node ${process.versions.node}. ` +
      "Run Pulumi as `npx pulumi …`, which finds the Node that npm install brought along; `npm rebuild node` brings it if it is missing.",
  );
}
