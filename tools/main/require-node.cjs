"use strict";
/** The Node that Lambda runs too; the devDependency `node` brings it along, so that npm's scripts need no other. */
const NEEDED = Number.parseInt(require("../../package.json").devDependencies.node, 10);

const found = Number.parseInt(process.versions.node, 10);
if (found < NEEDED) {
  process.stderr.write(
    `This needs Node ${NEEDED} or later, and this is Node ${process.versions.node}.\n` +
      "npm install brings the right one along for npm's scripts. If it did not (install scripts switched off?),\n" +
      "run: npm rebuild node\n",
  );
  process.exit(1);
}
