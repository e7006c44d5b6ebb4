import { version as packageVersion } from "../package.json";

/** The program's version, as records and messages carry it. */
export const version: string = packageVersion;
