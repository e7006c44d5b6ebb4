"use strict";
/**
 * The transpiler of ts-node, which Pulumi loads the program with: TypeScript's own, whose output is kept by the content of the file.
 * Other compilers will not do: they make getters of exports, which Pulumi's serialiser cannot refer to.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { basename, isAbsolute, join, relative } = require("node:path");
const ts = require("typescript");

const PROGRAM = join(__dirname, "..");
const FOLDER = join(PROGRAM, "node_modules/.cache/transpiled");

/** Places as they are seen from the program: a copy of it, in another folder, has the same settings. */
const fromProgram = (_, value) => (typeof value === "string" && isAbsolute(value) ? relative(PROGRAM, value) : value);

const kept = (place) => {
  try {
    return JSON.parse(readFileSync(place, "utf8"));
  } catch {
    return undefined;
  }
};

/** Whole or not at all: programs run side by side. A checkout that cannot be written to transpiles each time. */
const keep = (place, output) => {
  const unfinished = `${place}.${process.pid}`;
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(unfinished, JSON.stringify(output));
    renameSync(unfinished, place);
  } catch {}
};

exports.create = ({ service }) => {
  const compilerOptions = service.config.options;
  const settings = JSON.stringify([ts.version, compilerOptions], fromProgram);
  return {
    transpile: (code, { fileName }) => {
      const key = createHash("sha256")
        .update(`${settings}\n${basename(fileName)}\n${code}`)
        .digest("hex");
      const place = join(FOLDER, `${key}.json`);
      const before = kept(place);
      if (before !== undefined) return before;
      const { outputText, sourceMapText, diagnostics } = ts.transpileModule(code, {
        fileName,
        compilerOptions,
        reportDiagnostics: true,
      });
      if (diagnostics.length === 0) keep(place, { outputText, sourceMapText });
      return { outputText, sourceMapText, diagnostics };
    },
  };
};
