import { devDependencies } from "../package.json";

/** The major version of the Node that everything runs on, the functions too: that of the package `node`, which `npm install` brings. */
export const NODE = Number.parseInt(devDependencies.node, 10);
