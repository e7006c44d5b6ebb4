"use strict";
/** The Node that Lambda runs too; the devDependency `node` brings it along, so that npm's scripts need no other. */
const NEEDED = 24;

const found = Number(process.versions.node.split(".")[0]);
if (found < NEEDED) {
  process.stderr.write(
    `This needs Node ${NEEDED} or later, and this is Node ${process.versions.node}.\n` +
      "npm install brings the right one along for npm's scripts. If it did not (install scripts switched off?),\n" +
      "run: npm rebuild node\n",
  );
  process.exit(1);
}
