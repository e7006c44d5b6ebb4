import { RunError } from "@pulumi/pulumi";
import { NODE } from "./node";

/** Older ones lack what the packages need. */
if (Number.parseInt(process.versions.node, 10) < NODE) {
  throw new RunError(
    `This program needs Node ${NODE} or later, and this is Node ${process.versions.node}. ` +
      "Run Pulumi as `npx pulumi …`, which finds the Node that npm install brought along; `npm rebuild node` brings it if it is missing.",
  );
}
