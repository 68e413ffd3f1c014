// A reporter of vitest that writes what failed, with its reason, to the file that FLOWRIGHT_FAILURES names: for the end of a long log.
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
    const tell = (what, errors) => void (errors.length && said.push(what, ...errors.map(reason)));
    for (const module of modules) {
      const file = module.moduleId.split("/").at(-1);
      // What goes wrong before or after the tests of a file.
      tell(file, module.errors());
      for (const suite of module.children.allSuites()) tell(`${file} > ${suite.fullName}`, suite.errors());
      for (const test of module.children.allTests("failed")) tell(`${file} > ${test.fullName}`, test.result().errors);
    }
    tell("outside of any test", [...unhandled]);
    writeFileSync(process.env.FLOWRIGHT_FAILURES ?? "/dev/stderr", said.join("\n"));
  }
}
