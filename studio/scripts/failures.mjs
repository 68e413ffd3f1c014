// A reporter of vitest that writes what failed, with its reason, to the file that FLOWRIGHT_FAILURES names: for the end of a long log.
// The names of the files in which something failed go to the same name with `.files`, a line each; what concerns no file is `-` there.
import { writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

const LINES = 20;
const reason = ({ message, diff }) =>
  stripVTControlCharacters(`${message}\n${diff ?? ""}`)
    .split("\n")
    .filter((line) => line.trim())
    .slice(0, LINES)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join("\n");

export default class Failures {
  onTestRunEnd(modules, unhandled) {
    const said = [];
    const failed = new Set();
    let file = "-";
    const tell = (what, errors) => {
      if (errors.length === 0) return;
      said.push(what, ...errors.map(reason));
      failed.add(file);
    };
    for (const module of modules) {
      file = module.moduleId.split("/").at(-1);
      // What goes wrong before or after the tests of a file.
      tell(file, module.errors());
      for (const suite of module.children.allSuites()) tell(`${file} > ${suite.fullName}`, suite.errors());
      for (const test of module.children.allTests("failed")) tell(`${file} > ${test.fullName}`, test.result().errors);
    }
    file = "-";
    tell("outside of any test", [...unhandled]);
    const { FLOWRIGHT_FAILURES: to } = process.env;
    writeFileSync(to ?? "/dev/stderr", said.map((line) => `${line}\n`).join(""));
    if (to) writeFileSync(`${to}.files`, [...failed].map((name) => `${name}\n`).join(""));
  }
}
